"""Registers the kernel's room `search` with Django; erasure reaches the index too."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "chapitre.kernel.search"
    label = "search"

    def ready(self) -> None:
        from chapitre.kernel.acts.erase import copies
        from chapitre.kernel.search import erasure

        if erasure not in copies:
            copies.append(erasure)
