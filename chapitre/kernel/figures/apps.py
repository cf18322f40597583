"""Registers the kernel's room `figures` with Django."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "chapitre.kernel.figures"
    label = "figures"

    def ready(self) -> None:
        from chapitre.kernel.figures import checks  # noqa: F401  (adds the check)
