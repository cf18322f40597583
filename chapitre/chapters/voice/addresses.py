"""Where the records that this chapter's pages name are shown: on a page of their own, or in the house's registers."""

from __future__ import annotations

from django.urls import reverse

from chapitre.kernel.records.registers import registers


def address_of(register: str, key: str) -> str:
    """A record's public page."""
    page = registers[register].page
    return reverse(page, args=[key]) if page else reverse("registre_fiche", args=[register, key])
