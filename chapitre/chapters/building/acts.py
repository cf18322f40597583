"""Every way the records of the chapter `building` change."""
