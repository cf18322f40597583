"""What anybody takes away of a counted poll: ballots, signed statement, key, and the program that recounts them."""

from __future__ import annotations

import io
import zipfile
from functools import cache

from chapitre.chapters.voice.models import Poll
from chapitre.chapters.voice.polling import booth
from chapitre.chapters.voice.polling.tally import write_ballots
from chapitre.kernel.bundle import bundle
from chapitre.kernel.ledger import keys
from chapitre.kernel.ledger.notes import format_vkey

MODULES = (
    "chapitre.kernel.ledger.merkle",
    "chapitre.kernel.ledger.ed25519",
    "chapitre.kernel.ledger.notes",
    "chapitre.chapters.voice.polling.tally",
    "chapitre.chapters.voice.polling.receipts",
    "chapitre.chapters.voice.polling.verification",
)
"""The modules of ballot-verify.py, in the order in which they need each other."""
HEADER = '''"""Recounts a consultative poll: python3 -I ballot-verify.py [--key KEY]… [--receipt FILE] [FOLDER]

It needs Python 3.11 or later and nothing else: no network, no package. It is put together from the modules that the
site itself runs; each section names its module. Exit code: 0 if everything agrees, 1 if not (and it says what).

It proves that these ballots give this result, that the town signed both, and, with --receipt, that the ballot of a
receipt is counted as it was cast. It does not prove that the list held the right people, nor that each voted freely.
"""

from __future__ import annotations
'''


@cache
def program() -> str:
    """The text of ballot-verify.py."""
    return bundle(MODULES, "ballot_main", header=HEADER)


def public_keys() -> str:
    """The town's public keys, the one in use first: a receipt may be older than the last rotation."""
    return "".join(f"{format_vkey(one.key)}\n" for one in reversed(keys.periods()))


def files(poll: Poll) -> dict[str, str]:
    """The files of a counted poll by name. Raises KeysError without a key."""
    return {
        "ballots.csv": write_ballots(booth.published(poll)),
        "statement.note": booth.statement(poll),
        "key": public_keys(),
        "ballot-verify.py": program(),
    }


def archive(poll: Poll) -> bytes:
    """All of them in one file, the same bytes each time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in files(poll).items():
            made.writestr(zipfile.ZipInfo(f"{poll.key}/{name}"), text.encode())
    return out.getvalue()
