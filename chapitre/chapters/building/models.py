"""The records of the chapter `building`."""
