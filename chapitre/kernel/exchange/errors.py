"""What can be wrong with a file."""


class ReadError(ValueError):
    """A file that cannot be read, or taken over, at all; the message, in the reader's language, says why."""
