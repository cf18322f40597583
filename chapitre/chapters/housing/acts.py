"""Every way the records of the chapter `housing` change."""
