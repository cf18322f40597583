"""Addresses of the room: the shape of a register's name in them, and whole addresses for files that travel."""

from django.conf import settings
from django.http import Http404
from django.urls import reverse

from chapitre.kernel.exchange.writing import FORMATS
from chapitre.kernel.records.registers import Register, registers


class DatasetConverter:
    """A register's name in an address, `<dataset:name>`: « streets.reports »."""

    regex = r"[a-z]+\.[a-z][a-z_]*"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class ExtensionConverter(DatasetConverter):
    """The extension of a register's file."""

    regex = "|".join(FORMATS)


def register_or_404(name: str) -> Register:
    """The register of that name. Raises Http404."""
    if name not in registers:
        raise Http404
    return registers[name]


def whole(path: str) -> str:
    """The whole address of a path of this site."""
    return f"{settings.SITE_URL}{path}"


def data(name: str) -> str:
    """The whole address of a file or a page under /donnees."""
    return whole("/donnees" + (f"/{name}" if name else ""))


def record_page(register: Register, key: str) -> str:
    """A record's page: its chapter's own, or the house's."""
    return reverse(register.page, args=[key]) if register.page else reverse("registre_fiche", args=[register.name, key])


def list_page(register: Register) -> str:
    """The page that lists a register."""
    return reverse("registre", args=[register.name])
