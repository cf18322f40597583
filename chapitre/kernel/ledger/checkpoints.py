"""Checkpoints: the log's size and root, signed and kept, and the proof files that lean on them."""

from datetime import datetime

from django.db import DEFAULT_DB_ALIAS, transaction

from chapitre.kernel.ledger import keys, log, tiles
from chapitre.kernel.ledger.keys import SigningKey
from chapitre.kernel.ledger.models import Checkpoint
from chapitre.kernel.ledger.notes import NoteError, TreeHead, format_note, format_tree_head, open_note, parse_tree_head
from chapitre.kernel.ledger.tlogproof import TlogProof, format_proof
from chapitre.kernel.ledger.writer import queue


def sign(at: datetime, size: int | None = None) -> Checkpoint:
    """Signs the log at a size (now, if not given); returns the checkpoint of that size if there is one already.

    Outside any transaction: what is signed must be committed. Raises LedgerError if the log no longer contains what
    was signed before, KeysError without a key, ValueError beyond the end.
    """
    current = log.size()
    reached = current if size is None else size
    if not 0 <= reached <= current:
        raise ValueError(f"the ledger has {current} entries, not {reached}")
    known = Checkpoint.objects.filter(size=reached).first()
    if known is not None:
        return known
    key = keys.current()
    if reached < keys.periods()[-1].first:
        raise log.LedgerError(f"the key in use does not sign the size {reached}: it was made later")
    tiles.keep(reached)
    refuse_rewriting()
    head = TreeHead(keys.origin(), reached, log.root(reached))
    text = format_tree_head(head)
    made = Checkpoint(size=reached, root=head.root, note=format_note(text, [key.sign(text)]), signed_at=at)
    with queue(), transaction.atomic(durable=True):
        # Two processes may sign the same size at once: Ed25519 gives them the same note.
        Checkpoint.objects.bulk_create([made], ignore_conflicts=True)
    return Checkpoint.objects.get(size=reached)


def rotate(at: datetime, *, lost: bool = False) -> SigningKey:
    """Changes the signing key: a last checkpoint by the key in use, which then signs for the new one.

    If that key is `lost` it can do neither: the new key signs whatever comes after the last checkpoint, and readers
    have to be told so by other means. Raises KeysError, LedgerError.
    """
    last = latest() if lost else sign(at)
    return keys.rotate(last.size if last else 0, lost=lost)


def refuse_rewriting() -> None:
    """Raises LedgerError if the last signed root is no longer that of its entries: a log never signs two histories."""
    last = latest()
    if last is None:
        return
    if last.size > log.size() or log.root(last.size) != bytes(last.root):
        raise log.LedgerError(f"the first {last.size} entries are not those that were signed: run `chapitre audit`")


def latest(using: str = DEFAULT_DB_ALIAS) -> Checkpoint | None:
    """The checkpoint of the greatest size."""
    return Checkpoint.objects.using(using).order_by("-size").first()


def covering(index: int, using: str = DEFAULT_DB_ALIAS) -> Checkpoint | None:
    """The first checkpoint that an entry stands under, or None while it has none."""
    return Checkpoint.objects.using(using).filter(size__gt=index).order_by("size").first()


def verify(note: str) -> TreeHead:
    """What a checkpoint of this log says, once its signature by the key of that size is checked. Raises NoteError."""
    periods = keys.periods()
    text, signers = open_note(note, [period.key for period in periods], keys.check_signature)
    head = parse_tree_head(text)
    if head.origin != keys.origin():
        raise NoteError(f"a checkpoint of {head.origin}, not of {keys.origin()}")
    if not any(period.key in signers and period.covers(head.size) for period in periods):
        raise NoteError(f"the key that signed it was not in use at size {head.size}")
    return head


def proof_file(index: int, checkpoint: Checkpoint, using: str = DEFAULT_DB_ALIAS) -> str:
    """The `.tlog-proof` of an entry under a checkpoint. Raises ValueError if the entry came after it."""
    hashes = log.prove_inclusion(index, checkpoint.size, using)
    return format_proof(TlogProof(index, tuple(hashes), checkpoint.note))
