"""Chapitre: the records of a town, and every figure that is computed from them."""
