"""The page of a project: what the chapters tell of it, and whatever else names it."""
