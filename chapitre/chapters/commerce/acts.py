"""Every way the records of the chapter `commerce` change."""
