"""What the `chapitre` command does, one module a room."""


class CommandError(Exception):
    """A command cannot go on; the message says what to do."""
