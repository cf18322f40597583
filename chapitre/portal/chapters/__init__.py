"""The page of each chapter: what was promised and what became of it, its figures, its map, its registers."""
