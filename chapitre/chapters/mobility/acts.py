"""Every way the records of the chapter `mobility` change."""
