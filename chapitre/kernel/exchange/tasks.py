"""Jobs of the kernel's room `exchange`: a file is checked, a file is taken over."""

from django_tasks import task

from chapitre.kernel.exchange import handing
from chapitre.kernel.exchange.models import Import


@task()
def check_file(pk: int) -> None:
    """Rehearses a file that was handed in, unless it was let go meanwhile."""
    if row := Import.objects.filter(pk=pk).first():
        handing.check(row)


@task()
def take_file(pk: int) -> None:
    """Takes over a file that was confirmed."""
    if row := Import.objects.filter(pk=pk).first():
        handing.take(row)
