"""The draw that anybody can re-run: a seed announced in advance picks one of the panels published before it.

A pool is its volunteers' commitments (64 hexadecimal digits each) in increasing order; a volunteer's number is her
place in it, from 1. Panels are lists of numbers. Every hash is SHA-256 and says in its first line what it is for.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

FORMAT = "chapitre/draw@1"
SPAN = 2**64


def pool_root(pool: Sequence[str]) -> str:
    """The Merkle root (RFC 6962) of a pool's commitments, which fixes who may be drawn; an empty pool has none."""
    level = [hashlib.sha256(b"\x00" + bytes.fromhex(one)).digest() for one in pool]
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=False)
        above = [hashlib.sha256(b"\x01" + left + right).digest() for left, right in pairs]
        level = above + level[len(above) * 2 :]
    return level[0].hex() if level else ""


def panels_body(
    jury: str,
    pool: Sequence[str],
    panels: Sequence[Sequence[int]],
    seats: int,
    quotas: Sequence[Sequence[str | int]],
    fairness: Mapping[str, Any],
    folder: str,
) -> str:
    """The file published before the draw: its SHA-256 is what the town binds itself to.

    Quotas are [criterion, answer, at least, at most]. What each panel is made of is not told: it is in the folder whose
    hash is `folder`, which guarantors read. `fairness` is what may be told of the chances.
    """
    told = {
        "format": FORMAT,
        "jury": jury,
        "seats": seats,
        "quotas": [list(one) for one in quotas],
        "fairness": dict(fairness),
        "folder": folder,
        "root": pool_root(pool),
        "pool": list(pool),
        "panels": [sorted(panel) for panel in panels],
    }
    return json.dumps(told, ensure_ascii=True, separators=(",", ":"))


def opened(body: str) -> dict[str, Any]:
    """What a panels' file says."""
    told: dict[str, Any] = json.loads(body)
    return told


def panels_hash(body: str) -> str:
    """What the ledger holds of the panels' file."""
    return hashlib.sha256(body.encode()).hexdigest()


def tidy(seed: str) -> str:
    """A seed as it is hashed: the blanks around it gone, those inside it single."""
    return " ".join(seed.split())


def panel_number(panels_sha256: str, seed: str, count: int) -> int:
    """The panel drawn, 1 to `count`, each as likely as the others: what would favour some is hashed again."""
    limit = SPAN - SPAN % count
    attempt = 0
    while True:
        text = "\n".join((FORMAT, "panel", panels_sha256, tidy(seed), str(attempt)))
        value = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
        if value < limit:
            return value % count + 1
        attempt += 1


def alternates(panels_sha256: str, seed: str, size: int, members: Sequence[int]) -> list[int]:
    """The volunteers who were not drawn, in the order in which they are called: that of their hashes."""
    left = sorted(set(range(1, size + 1)) - set(members))

    def place(number: int) -> bytes:
        text = "\n".join((FORMAT, "alternate", panels_sha256, tidy(seed), str(number)))
        return hashlib.sha256(text.encode()).digest()

    return sorted(left, key=place)


def counts(panels: Sequence[Sequence[int]], size: int) -> list[int]:
    """In how many panels each volunteer sits: her chance is that over the number of panels."""
    found = [0] * size
    for panel in panels:
        for number in panel:
            found[number - 1] += 1
    return found


def problems(body: str, result: dict[str, Any]) -> list[str]:
    """What does not hold between the panels' file and the result that the town published; nothing if all does."""
    told = json.loads(body)
    pool, panels, seats = told["pool"], told["panels"], told["seats"]
    sha256, found = panels_hash(body), []
    if sha256 != result["panels_hash"]:
        found.append("the panels are not those announced: their hash is " + sha256)
    if pool != sorted(set(pool)) or pool_root(pool) != result["pool_root"]:
        found.append("the pool is not the one that was frozen")
    for number, panel in enumerate(panels, start=1):
        if panel != sorted(set(panel)) or len(panel) != seats or not 1 <= panel[0] <= panel[-1] <= len(pool):
            found.append(f"panel {number} is not {seats} different volunteers")
    if not found:
        held = counts(panels, len(pool))
        if (min(held), max(held)) != (told["fairness"]["fewest"], told["fairness"]["most"]):
            found.append("the lowest or the highest chance is not the one published")
    if found or result["seed"] is None:
        return found
    beacon = result.get("beacon") or {}
    if beacon.get("signature") and hashlib.sha256(bytes.fromhex(beacon["signature"])).hexdigest() != result["seed"]:
        found.append("the seed is not the hash of the round's signature")
    number = panel_number(sha256, result["seed"], len(panels))
    if number != result["panel"]:
        found.append(f"the seed gives panel {number}, the town says {result['panel']}")
    elif panels[number - 1] != result["members"]:
        found.append(f"the members are not those of panel {number}")
    elif alternates(sha256, result["seed"], len(pool), result["members"]) != result["alternates"]:
        found.append("the alternates are not in the order that the seed gives")
    return found
