"""voice: what the chapter's methods make of files, without a town or a database."""

from __future__ import annotations

from typing import Any

from chapitre.commands import beacon, check, freeze, lots, panels, shares


def add_parsers(commands: Any) -> None:
    """Adds this room's commands to the command line."""
    voice = commands.add_parser("voice", help="share a participatory budget, make panels for a jury, from files")
    inner = voice.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for room in (shares, panels, check, freeze, lots, beacon):
        room.add_parsers(inner)
