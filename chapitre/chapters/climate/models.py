"""The records of the chapter `climate`."""
