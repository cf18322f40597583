"""Registers the kernel's room `commons` with Django and with the house."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "chapitre.kernel.commons"
    label = "commons"

    def ready(self) -> None:
        from chapitre.kernel.commons import acts, official  # noqa: F401  (declare acts, and official forms)
        from chapitre.kernel.commons.demonstration import Part, parts

        parts.register(Part("commons", 0, "chapitre.kernel.commons.demo"))
