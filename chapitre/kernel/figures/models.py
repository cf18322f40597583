"""What has been counted of each register, kept so that no page scans it."""

from django.db import models


class Tallies(models.Model):
    """The tallies of a register's figures at a size of the ledger and on a day: a cache, never an authority."""

    register = models.CharField(max_length=60)
    definitions = models.CharField(max_length=64, help_text="SHA-256 over the definition hashes of its figures")
    today = models.DateField()
    size = models.BigIntegerField(help_text="entries of the ledger taken into account")
    tallies = models.JSONField(help_text="{figure: [records, imported, sum, [[value, times], …]]}")

    class Meta:
        db_table = "figures_tally"
        constraints = [models.UniqueConstraint(fields=["register", "definitions"], name="one_tally_a_register")]

    def __str__(self) -> str:
        return f"{self.register} at {self.size}"
