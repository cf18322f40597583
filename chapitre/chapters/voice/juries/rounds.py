"""A round asked of the beacon's public hosts: those of the table alone, over https, briefly, following nobody."""

from __future__ import annotations

from http.client import HTTPException, HTTPSConnection

from chapitre.chapters.voice.methods.beacons import LARGEST, BadRound, Chain, Round, path_of, read

SECONDS = 4  # for each host: who waits is in front of a room


class Unreachable(Exception):
    """No host of the chain gave the round."""


def fetch(chain: Chain, number: int) -> Round:
    """The round, from the first host that gives one; its signature is for the act to check. Raises Unreachable."""
    for host in chain.hosts:
        try:
            found = read(_text(host, path_of(chain, number)))
        except (OSError, HTTPException, UnicodeDecodeError, BadRound):
            continue
        if found.number == number:
            return found
    raise Unreachable


def _text(host: str, path: str) -> str:
    """What a host answers to a plain request. Raises OSError, HTTPException, UnicodeDecodeError."""
    connection = HTTPSConnection(host, timeout=SECONDS)
    try:
        connection.request("GET", path, headers={"Accept": "application/json", "User-Agent": "chapitre"})
        answer = connection.getresponse()
        if answer.status != 200:
            raise HTTPException(answer.status)
        return answer.read(LARGEST + 1).decode()
    finally:
        connection.close()
