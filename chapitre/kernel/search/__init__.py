"""Search across the town's records: an index that follows the ledger, and the way to ask it."""
