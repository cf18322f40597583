"""What residents see of the streets chapter: reporting, the public pages, the private follow-up."""
