"""Jobs of the polls: messages are sent beside the town's life."""

from django.db import transaction
from django_tasks import task

from chapitre.chapters.voice.models import Poll
from chapitre.chapters.voice.polling import messages
from chapitre.kernel.acts.erase import scrub


@task()
def send(key: str) -> int:
    """Sends what is waiting of a poll, then wipes what the database's own files still hold of the addresses."""
    poll = Poll.objects.filter(key=key).order_by("pk").first()
    sent = messages.send(poll) if poll is not None else 0
    if sent:
        transaction.on_commit(scrub)
    return sent
