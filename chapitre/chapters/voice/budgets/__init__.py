"""What participatory budgets do with their records: phases, ideas coming in, the box, the count."""
