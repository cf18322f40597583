"""Record, Private and Opening: the three kinds of field a town keeps, and the tables that hold them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from django.core.exceptions import FieldError
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chapitre.kernel.records.registers import FactValue, Register

KEY_LENGTH = 40


class BehindTheLedger(FieldError):
    """Code tried to write a record without an act."""


class ReadOnly(models.QuerySet[Any]):
    """What everybody but `acts.perform` sees of a register: rows to read, none to write."""

    def _refuse(self, *args: Any, **kwargs: Any) -> Any:
        raise BehindTheLedger(f"{self.model.__name__}: a record changes only through acts.perform")

    create = get_or_create = update_or_create = update = delete = bulk_create = bulk_update = _refuse


class Record(models.Model):
    """One thing the town keeps count of.

    The columns made by `facts` are public, in clear, for ever, and are the only ones that rules and figures read.
    A record changes only through `acts.perform`: `save` and `delete` refuse anybody else.
    """

    register: ClassVar[Register]

    key = models.CharField(_("numéro"), max_length=KEY_LENGTH, unique=True)
    seq = models.PositiveIntegerField(_("actes"), default=0, help_text=_("Nombre d’actes au registre."))
    imported = models.BooleanField(
        _("repris"), default=False, help_text=_("Reprise d’un fichier, en solde d’ouverture.")
    )
    withdrawn = models.BooleanField(_("retiré"), default=False, help_text=_("Retirée du compte, avec un motif public."))

    objects = models.Manager.from_queryset(ReadOnly)()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.key

    def save(self, *args: Any, **kwargs: Any) -> None:
        raise BehindTheLedger(f"{self.register.name} {self.key}: a record changes only through acts.perform")

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise BehindTheLedger(f"{self.register.name} {self.key}: a record is withdrawn by an act, never deleted")

    def facts(self) -> dict[str, FactValue]:
        """All the facts as they stand, in the form the ledger hashes (dates as ISO strings)."""
        return {name: as_fact(getattr(self, name)) for name in self.register.facts}

    @property
    def title(self) -> str:
        """What people call it: the fact that names it, else its number."""
        named = self.register.title
        return str(getattr(self, named)) if named and getattr(self, named) else self.key


def as_fact(value: Any) -> FactValue:
    """A column's value as a ledger value: dates become ISO strings, the rest stays."""
    if isinstance(value, datetime):
        raise TypeError("a fact is a civil date, never an instant")
    return value.isoformat() if isinstance(value, date) else value


class Private(models.Model):
    """A row beside a record that is never public: committed to in the ledger, kept for a stated time.

    `salts` opens the commitments of its fields; deleting the row makes them unopenable, which is the erasure. What the
    register of processing tells of it beside `purpose` and `retention` is its `article_30` (see processing.py).
    """

    purpose: ClassVar[str | Promise]  # why the town holds it, for the register of processing
    retention: ClassVar[str | Promise]  # how long, in words, for the same register

    salts = models.JSONField(default=dict)
    expires_on = models.DateField(null=True, db_index=True)

    class Meta:
        abstract = True

    @classmethod
    def renew(cls, today: date) -> None:
        """Moves the last day of rows whose record's life asks for it; called each day before those over are deleted."""


class Opening(models.Model):
    """A public exhibit while it stands: the value and salt that open one commitment of one act."""

    register = models.CharField(max_length=60)
    key = models.CharField(max_length=KEY_LENGTH)
    seq = models.PositiveIntegerField(help_text="the record's act that committed to it")
    field = models.CharField(max_length=60)
    value = models.JSONField()
    salt = models.CharField(max_length=64)
    file = models.CharField(max_length=80, null=True, db_index=True, help_text="the stored file that the value names")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["register", "key", "seq", "field"], name="one_opening_a_commitment")
        ]

    def __str__(self) -> str:
        return f"{self.register} {self.key} {self.seq} {self.field}"


class Counter(models.Model):
    """The running number of a register's keys; SQLite's stand-in for a sequence."""

    name = models.CharField(primary_key=True, max_length=60)
    last = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name}: {self.last}"


class Idempotency(models.Model):
    """A request already carried out: the same key sent again answers with the same act."""

    token = models.CharField(max_length=64, primary_key=True, help_text="SHA-256 of the sender's key")
    register = models.CharField(max_length=60)
    key = models.CharField(max_length=KEY_LENGTH)
    seq = models.PositiveIntegerField()
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.register} {self.key} {self.seq}"
