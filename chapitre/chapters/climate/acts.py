"""Every way the records of the chapter `climate` change."""
