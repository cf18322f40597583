"""The house's own pages of any register, made from its declaration: list, record, desk."""
