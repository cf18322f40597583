"""The ledger's tables: entries that nothing changes, their count, the subtree roots, the signed checkpoints."""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from chapitre.kernel.ledger import canonical


class IndexField(models.BigIntegerField):
    """A 64-bit primary key given by us. On SQLite it must be spelled `integer` to be the row's own number.

    Anything else there (bigint) makes a second B-tree, which every append and every proof would pay for.
    """

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)


class Entry(models.Model):
    """One act, for ever. `body` is the canonical JSON that is hashed; the other columns repeat it for searching."""

    index = IndexField(primary_key=True)
    register = models.CharField(max_length=60)
    key = models.CharField(max_length=40)
    seq = models.PositiveIntegerField(help_text="from 1, without gap, within the record")
    act = models.CharField(max_length=60)
    body = models.TextField()
    leaf = models.BinaryField(max_length=32, help_text="RFC 6962 leaf hash of the body's UTF-8 bytes")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["register", "key", "seq"], name="one_entry_an_act")]

    def __str__(self) -> str:
        return f"{self.index}: {self.register} {self.key} {self.seq} {self.act}"

    @property
    def data(self) -> bytes:
        """The bytes that are hashed."""
        return self.body.encode()

    def content(self) -> dict[str, Any]:
        """The body as a dictionary. Raises CanonicalError if it was tampered with."""
        return dict(canonical.decode(self.data))


class Head(models.Model):
    """One row: how many entries there are. Writers queue on it, which is what keeps the log without gap."""

    id = models.PositiveSmallIntegerField(primary_key=True)
    size = models.BigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="only_one_head")]

    def __str__(self) -> str:
        return str(self.size)


class Tile(models.Model):
    """The root of a full subtree of 256**level entries, the `index`-th of its level: a cache, never an authority."""

    level = models.PositiveSmallIntegerField()
    index = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)
    pk = models.CompositePrimaryKey("level", "index")

    def __str__(self) -> str:
        return f"{self.level}/{self.index}"


class Checkpoint(models.Model):
    """The log's size and root at some moment, signed: what others keep, so that the past cannot be rewritten."""

    size = IndexField(primary_key=True)
    root = models.BinaryField(max_length=32)
    note = models.TextField(help_text="C2SP tlog-checkpoint")
    signed_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.size)
