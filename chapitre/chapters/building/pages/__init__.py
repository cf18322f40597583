"""What the pages of projects tell, one part of the page a module."""
