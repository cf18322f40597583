"""Who of the staff took the folder of a jury's panels, in which volunteers' answers are."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from chapitre.chapters.voice.models.juries import Jury


class FolderReading(models.Model):
    """One download of one folder. Kept a year, then deleted by the next one; never public, never in the ledger."""

    record = models.ForeignKey(Jury, on_delete=models.CASCADE, related_name="+")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    role = models.CharField(_("rôle"), max_length=16)
    at = models.DateTimeField(_("lu le"), db_index=True)

    def __str__(self) -> str:
        return f"{self.record_id} {self.at:%Y-%m-%d}"
