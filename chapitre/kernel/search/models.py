"""What the index holds: the words of each record that may be found, and how far it has followed the ledger."""

from django.db import models

from chapitre.kernel.ledger.models import IndexField
from chapitre.kernel.records.models import KEY_LENGTH


class Page(models.Model):
    """The words by which one record is found, folded, each once. Its number is that of the record's first entry.

    The database keeps its own full-text index of it (migration 0002): FTS5 by triggers, or two generated columns.
    """

    id = IndexField(primary_key=True)
    register = models.CharField(max_length=60)
    key = models.CharField(max_length=KEY_LENGTH)
    title = models.TextField(help_text="words of its number and title")
    words = models.TextField(help_text="words of its other facts and of the exhibits that stand")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["register", "key"], name="search_one_page_a_record")]
        indexes = [models.Index(fields=["register", "id"], name="search_page_latest")]

    def __str__(self) -> str:
        return f"{self.register} {self.key}"


class Follower(models.Model):
    """One row: how many entries of the ledger are taken in, and under which form of the index."""

    id = models.PositiveSmallIntegerField(primary_key=True)
    size = models.BigIntegerField(default=0)
    form = models.CharField(max_length=64, default="")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="search_only_one_follower")]

    def __str__(self) -> str:
        return str(self.size)


class Reach(models.Model):
    """What the followed entries say of one register: how many records, and the last entry about any of them."""

    register = models.CharField(primary_key=True, max_length=60)
    records = models.BigIntegerField()
    last = models.BigIntegerField(help_text="index of the last entry")
    at = models.DateTimeField(help_text="when it was recorded")

    def __str__(self) -> str:
        return f"{self.register}: {self.records}"
