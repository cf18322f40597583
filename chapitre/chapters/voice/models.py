"""The records of the chapter `voice`."""
