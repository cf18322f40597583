"""Codes of the demonstration, made from words that everybody can read: so that anybody may try a vote there."""

from __future__ import annotations

import hashlib

from chapitre.chapters.voice.models import Poll
from chapitre.chapters.voice.models.private.polls import PollVoter
from chapitre.chapters.voice.polling.codes import CODE_LENGTH, LETTERS, digest, grouped
from chapitre.kernel.town import town

LOOKED_AT = 200  # codes tried for one that is left


def made_up(poll: str, number: int) -> str:
    """The code of an entry of a made-up list."""
    value = int.from_bytes(hashlib.sha256(f"code fictif {poll} {number}".encode()).digest()[:10])
    return "".join(LETTERS[value >> 5 * place & 31] for place in range(CODE_LENGTH))


def code_to_try(poll: Poll) -> str | None:
    """A code of a made-up list that has not served; None in a real town, and for a list that staff handed in."""
    if not town().demonstration:
        return None
    codes = {digest(one): one for one in (made_up(poll.key, number) for number in range(1, LOOKED_AT + 1))}
    rows = PollVoter._base_manager.filter(record=poll, code__in=list(codes), voted=False)
    left = rows.order_by("code").values_list("code", flat=True).first()
    return grouped(codes[left]) if left else None
