"""The draw that anybody can re-run: a seed announced in advance picks one of the panels published before it.

A pool is its volunteers' commitments (64 hexadecimal digits each) in increasing order; a volunteer's number is her
place in it, from 1. Panels are lists of numbers. Every hash is SHA-256 and says in its first line what it is for.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

FORMAT = "chapitre/draw@2"
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
    waiting: Mapping[str, Any],
) -> str:
    """The file published before the draw: its SHA-256 is what the town binds itself to.

    Quotas are [criterion, answer, at least, at most]. What each panel is made of is not told: it is in the folder whose
    hash is `folder`, which guarantors read. `fairness` is what may be told of the chances. `waiting`: how many
    alternates each panel has (`listed`), for which rate of departures in per cent (`dropout`), and their `seals`.
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
        "waiting": dict(waiting),
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


def seal(salt: str, panel: int, listed: Sequence[int]) -> str:
    """What is published of a panel's alternates before the draw: they can be opened later, and not be changed."""
    text = "\n".join((FORMAT, "alternates", salt, str(panel), " ".join(map(str, listed))))
    return hashlib.sha256(text.encode()).hexdigest()


def alternates(panels_sha256: str, seed: str, size: int, members: Sequence[int], listed: Sequence[int]) -> list[int]:
    """Who waits once a panel is drawn: its own alternates, then all others in the order of their hashes."""
    left = sorted(set(range(1, size + 1)) - set(members) - set(listed))

    def place(number: int) -> bytes:
        text = "\n".join((FORMAT, "alternate", panels_sha256, tidy(seed), str(number)))
        return hashlib.sha256(text.encode()).digest()

    return [*listed, *sorted(left, key=place)]


def waits(order: Sequence[int], listed: int, called: Sequence[int]) -> list[int]:
    """Among whom the next is called: the alternates of the panel not called yet, or all others when none is left."""
    own = [number for number in order[:listed] if number not in called]
    return own or [number for number in order[listed:] if number not in called]


def randomness(signature: str) -> str:
    """What a beacon's signature gives to draw with: its SHA-256; "" for what is no signature."""
    try:
        return hashlib.sha256(bytes.fromhex(signature)).hexdigest()
    except (TypeError, ValueError):
        return ""


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
    sha256, found = panels_hash(body), []
    if sha256 != result["panels_hash"]:
        found.append("the panels are not those announced: their hash is " + sha256)
    if told["pool"] != sorted(set(told["pool"])) or pool_root(told["pool"]) != result["pool_root"]:
        found.append("the pool is not the one that was frozen")
    found += ill_formed(told)
    if (result["listed"], result["dropout"]) != (told["waiting"]["listed"], told["waiting"]["dropout"]):
        found.append("the alternates are not as many, or not for the rate, as the town's record says")
    if found or result["seed"] is None:
        return found
    beacon = result.get("beacon") or {}
    if beacon.get("signature") and randomness(beacon["signature"]) != result["seed"]:
        found.append("the seed is not the hash of the round's signature")
    number = panel_number(sha256, result["seed"], len(told["panels"]))
    if number != result["panel"]:
        found.append(f"the seed gives panel {number}, the town says {result['panel']}")
    elif told["panels"][number - 1] != result["members"]:
        found.append(f"the members are not those of panel {number}")
    else:
        found += called_wrongly(told, result, sha256)
    return found


def ill_formed(told: dict[str, Any]) -> list[str]:
    """What is wrong with the panels, whatever the seed."""
    pool, panels, seats, found = told["pool"], told["panels"], told["seats"], []
    for number, panel in enumerate(panels, start=1):
        if panel != sorted(set(panel)) or len(panel) != seats or not 1 <= panel[0] <= panel[-1] <= len(pool):
            found.append(f"panel {number} is not {seats} different volunteers")
    if len(told["waiting"]["seals"]) != len(panels):
        found.append("the alternates of some panel are not sealed")
    if not found:
        held = counts(panels, len(pool))
        if (min(held), max(held)) != (told["fairness"]["fewest"], told["fairness"]["most"]):
            found.append("the lowest or the highest chance is not the one published")
    return found


def opens(told: dict[str, Any], result: dict[str, Any]) -> int | None:
    """How many of those who wait open the seal of the panel drawn: fewer than were asked for where homes are kept."""
    sealed, most = told["waiting"]["seals"][result["panel"] - 1], min(told["waiting"]["listed"], len(told["pool"]))
    numbers = range(most, -1, -1)
    order = result["alternates"]
    return next((many for many in numbers if seal(result["salt"], result["panel"], order[:many]) == sealed), None)


def called_wrongly(told: dict[str, Any], result: dict[str, Any], sha256: str) -> list[str]:
    """What is wrong with the alternates of the panel drawn, and with those who were called."""
    size, order = len(told["pool"]), result["alternates"]
    listed = opens(told, result)
    if listed is None:
        return ["the alternates are not those that were sealed before the seed"]
    if alternates(sha256, result["seed"], size, result["members"], order[:listed]) != order:
        return ["those who follow the alternates are not in the order that the seed gives"]
    seated, found = set(result["members"]), []
    called: list[int] = []
    for gone, number in result["replacements"]:
        if gone not in seated or number not in waits(order, listed, called):
            found.append(f"number {number} was not the alternates' to replace number {gone}")
        seated = seated - {gone} | {number}
        called.append(number)
    return found
