"""Every way the records of the chapter `voice` change."""
