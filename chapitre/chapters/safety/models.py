"""The records of the chapter `safety`."""
