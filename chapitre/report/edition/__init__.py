"""Published editions: the report frozen, with everything needed to check it."""
