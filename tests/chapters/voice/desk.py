"""Who sits at the desk in the voice chapter's tests."""

from __future__ import annotations

from django.test import Client

from chapitre.kernel.people import accounts

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def at_desk(role: str = "agent") -> Client:
    """A client signed in at the desk, second factor enrolled."""
    departments = ("proprete",) if role == "agent" else ()
    user = accounts.create_staff(f"{role}@ville.test", "quatre mots sans lien", role, departments, totp_secret=SECRET)
    client = Client()
    client.force_login(user)
    return client
