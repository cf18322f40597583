"""The records of the chapter `mobility`."""
