"""The records of the chapter `housing`."""
