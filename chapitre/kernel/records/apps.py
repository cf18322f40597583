"""Registers the kernel's room `records` with Django."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.urls import register_converter


def make_sequences(**kwargs: Any) -> None:
    """Every register needs its numbers, also one added since the last migration."""
    from chapitre.kernel.records import keys
    from chapitre.kernel.records.registers import registers

    keys.create_sequences(sorted(registers))


class Config(AppConfig):
    name = "chapitre.kernel.records"
    label = "records"

    def ready(self) -> None:
        from chapitre.kernel.records.keys import KeyConverter

        register_converter(KeyConverter, "key")
        post_migrate.connect(make_sequences, sender=self)
