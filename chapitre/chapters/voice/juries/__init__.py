"""The life of a jury, from the letters to the council's answer: what its pages and its desk ask of the records."""
