"""Jobs of participatory budgets: the e-mail about what became of an idea."""

from django_tasks import task


@task()
def tell(key: str, index: int) -> bool:
    """Writes to who sent the idea `key` about the entry `index` of the ledger."""
    from chapitre.chapters.voice.budgets import outcomes  # it enqueues this

    return outcomes.write(key, index)
