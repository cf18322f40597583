"""Where a register, a record and what goes with them are shown: the one place that knows."""

from __future__ import annotations

from typing import Any

from django.urls import NoReverseMatch, reverse

from chapitre.kernel.records.registers import Register, registers

FILES = ("csv", "geojson", "parquet", "jsonl")


class RegisterConverter:
    """A register in an address, `<register:register>`; a name that is none never reaches a view."""

    regex = r"[a-z]+\.[a-z_0-9]+"

    def to_python(self, value: str) -> Register:
        if value not in registers:
            raise ValueError(value)
        return registers[value]

    def to_url(self, value: Register | str) -> str:
        return value if isinstance(value, str) else value.name


def url(name: str, *args: Any) -> str:
    """The address of a page that another room may have, or "": nothing points to a page that is not there."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def address_of(register: Register, key: str) -> str:
    """A record's page: its chapter's own where it has one."""
    return reverse(register.page, args=[key]) if register.page else reverse("registre_fiche", args=[register, key])


def list_of(register: Register) -> str:
    """The house's list of a register, which a chapter's own page never replaces: it filters by every fact."""
    return reverse("registre", args=[register])


def own_list_of(register: Register) -> str:
    """The chapter's own page of the list, "" where it has none."""
    return url(register.index) if register.index else ""


def desk_of(register: Register, key: str) -> str:
    """Where staff act on a record: its chapter's own page where it has one."""
    return reverse(register.desk, args=[key]) if register.desk else reverse("bureau_fiche", args=[register, key])


def files_of(register: Register) -> list[tuple[str, str]]:
    """The register as files, (format, address): those that open data offers; GeoJSON only of what has a place."""
    formats = [one for one in FILES if one != "geojson" or register.geometry]
    found = [
        (one.upper() if one != "geojson" else "GeoJSON", url("donnees_fichier", register.name, one)) for one in formats
    ]
    return [(label, address) for label, address in found if address]
