"""The proof file of one of a report's acts, under the first signed checkpoint that holds it."""

from datetime import datetime

from chapitre.kernel.ledger import checkpoints


def proof_of(index: int, at: datetime) -> str:
    """A C2SP tlog-proof of an entry. An entry so new that no checkpoint holds it yet has one signed now."""
    checkpoint = checkpoints.covering(index) or checkpoints.sign(at)
    return checkpoints.proof_file(index, checkpoint)
