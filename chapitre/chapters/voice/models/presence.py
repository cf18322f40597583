"""Who is at a meeting, without who they are: one mark a phone, so that none is counted twice."""

from django.db import models


class Presence(models.Model):
    """A phone that was shown the day’s code. The mark is a hash of a number drawn for this phone and this meeting."""

    meeting = models.CharField(max_length=40)
    mark = models.CharField(max_length=64)
    on = models.DateField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "mark"], name="one_mark_a_phone")]

    def __str__(self) -> str:
        return self.meeting
