"""Registers the kernel's room `ledger` with Django."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class Config(AppConfig):
    name = "chapitre.kernel.ledger"
    label = "ledger"

    def ready(self) -> None:
        from chapitre.kernel.ledger import log, protection

        post_migrate.connect(log.after_migrate, sender=self)
        post_migrate.connect(protection.after_migrate, sender=self)
