"""Who of the staff read an address that a resident left: what the case page promises to write down."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from chapitre.chapters.streets.models.reports import Report


class ContactReading(models.Model):
    """One reading of one address. Kept a year, then deleted by the next reading; never public, never in the ledger."""

    record = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="+")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    role = models.CharField(_("rôle"), max_length=16)
    at = models.DateTimeField(_("lu le"), db_index=True)

    def __str__(self) -> str:
        return f"{self.record_id} {self.at:%Y-%m-%d}"
