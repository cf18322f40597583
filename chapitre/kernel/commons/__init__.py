"""Registers that several chapters need: projects, bodies, posts, meetings, commitments, decisions and documents."""
