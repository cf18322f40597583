"""Jobs of the juries: the panels are computed beside the town's life."""

from django_tasks import task

from chapitre.chapters.voice.juries import drawing
from chapitre.chapters.voice.models import Jury, PanelFile


@task()
def make_panels(key: str, count: int) -> None:
    """Computes the panels of a frozen list."""
    row = PanelFile.objects.filter(jury=key).first()
    jury = Jury.objects.filter(key=key, state="frozen").first()
    if row is not None and jury is not None:
        drawing.make_panels(jury, count, row)
