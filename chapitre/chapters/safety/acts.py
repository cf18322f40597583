"""Every way the records of the chapter `safety` change."""
