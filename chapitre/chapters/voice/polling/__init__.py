"""Consultative polls: one ballot a voter of the list, published without names, recounted by anybody."""
