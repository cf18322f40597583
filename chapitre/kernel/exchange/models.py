"""Files that staff hand in: where each stands between the upload and the ledger, and what was found in it."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from chapitre.kernel.exchange.report import Report, from_json

SILENCE = timedelta(minutes=2)  # a job at work says so every second or so


class State(models.TextChoices):
    """The stages of a file."""

    CHECKING = "checking", _("vérification en cours")
    CHECKED = "checked", _("à confirmer")
    TAKING = "taking", _("reprise en cours")
    DONE = "done", _("repris")
    REFUSED = "refused", _("refusé")


WORKING = (State.CHECKING, State.TAKING)


class Import(models.Model):
    """One file handed in for one register. What was found in it stays; the file itself goes in the end."""

    objects: models.Manager[Import] = models.Manager()

    register = models.CharField(max_length=60)
    name = models.CharField(max_length=120, help_text="the file's name: public, in the reason of each change")
    state = models.CharField(max_length=12, choices=State.choices, default=State.CHECKING)
    at = models.DateTimeField(help_text="handed in")
    beat = models.DateTimeField(help_text="the last time that a job worked on it")
    role = models.CharField(max_length=20, help_text="of who handed it in, or confirmed it; never a name")
    language = models.CharField(max_length=5)
    done = models.PositiveIntegerField(default=0, help_text="lines, in the stage it is in")
    about = models.PositiveIntegerField(default=0, help_text="how many there are, or a little more")
    report = models.JSONField(null=True)
    problem = models.TextField(default="", help_text="why the file as a whole was refused")

    class Meta:
        indexes = [models.Index(fields=["register", "-at"], name="exchange_import_latest")]

    def __str__(self) -> str:
        return f"{self.register} {self.name}"

    @property
    def path(self) -> Path:
        """Where the file waits."""
        return folder() / str(self.pk)

    @property
    def found(self) -> Report | None:
        """What was found in it, or done with it."""
        report: Any = self.report
        return from_json(report) if report else None

    def silent(self, now: datetime) -> bool:
        """Whether a job that should be at work has not been heard of: it was killed, and nothing was written."""
        return self.state in WORKING and now - self.beat > SILENCE


def folder() -> Path:
    """Where files wait until they are taken over."""
    return Path(settings.MEDIA_ROOT) / "imports"
