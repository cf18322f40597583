"""The records of the chapter `commerce`."""
