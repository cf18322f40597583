"""Holds a draw's private folder against the panels' file that was published: what a guarantor from outside checks.

Pure: bytes in; everything that does not hold out. That the panels keep their quotas is `sortition.recheck`'s to say;
here, that the folder is the one that the town is bound to, and that its volunteers are those of the public list.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from chapitre.chapters.voice.methods import draw
from chapitre.chapters.voice.methods.folders import MANIFEST, folder_hash, manifest
from chapitre.chapters.voice.methods.openings import commitment
from chapitre.chapters.voice.methods.replacing import replacement
from chapitre.chapters.voice.methods.seals import sealed
from chapitre.chapters.voice.methods.sortition.pools import Pool
from chapitre.chapters.voice.methods.sortition.tables import Problem, cleaned, read_table
from chapitre.chapters.voice.methods.sortition.writing import fairness_of

OPENINGS = "openings.json"
PUBLISHED = "panneaux.json"
RESULT = "resultat.json"


def vouched(pool: Pool, files: Mapping[str, bytes], published: bytes) -> list[Problem]:
    """What does not hold between a folder, whose pool was read, and the public file. Never an exception."""
    problems = _of_manifest(files)
    try:
        body = published.decode("ascii")
        told = draw.opened(body)
        said = {name: told[name] for name in ("pool", "panels", "quotas", "fairness", "folder", "seats", "waiting")}
        root, commitments = told["root"], [str(one) for one in said["pool"]]
        of_list = commitments == sorted(set(commitments)) and draw.pool_root(commitments) == root
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        fr, en = "ce n’est pas un fichier de panels", "this is not a file of panels"
        return [*problems, Problem(PUBLISHED, 1, 1, fr, en)]
    if folder_hash(files) != said["folder"]:
        fr = f"la Ville s’est liée à un autre dossier, d’empreinte {said['folder']}"
        problems.append(Problem(PUBLISHED, 1, 1, fr, f"the town is bound to another folder, of hash {said['folder']}"))
    if not of_list:
        fr, en = "la liste ne donne pas sa racine", "the list does not give its root"
        problems.append(Problem(PUBLISHED, 1, 1, fr, en))
    if said["quotas"] != [[one.category, one.value, one.least, one.most] for one in pool.quotas]:
        fr, en = "ce ne sont pas les quotas de categories.csv", "these are not the quotas of categories.csv"
        problems.append(Problem(PUBLISHED, 1, 1, fr, en))
    return [
        *problems,
        *_of_report(files, said),
        *_of_panels(files, said["panels"]),
        *_of_alternates(files, said["waiting"], said["panels"]),
        *_of_people(pool, files, commitments),
    ]


def replaced(pool: Pool, published: bytes, result: bytes) -> list[Problem]:
    """Who was not the one whom the rule names, among those called in somebody's place. Never an exception."""
    people = dict(enumerate(pool.people, start=1))
    problems: list[Problem] = []
    called: list[int] = []
    try:
        told, said = draw.opened(published.decode("ascii")), json.loads(result)
        seated = list(said["members"] or ())
        listed = draw.opens(told, said) if said["replacements"] else 0
        for gone, number in said["replacements"]:
            seated.remove(gone)
            named = replacement(pool.quotas, people, seated, draw.waits(said["alternates"], listed or 0, called))
            if named != number:
                fr = f"le n° {gone} devait être remplacé par le n° {named}, non par le n° {number}"
                en = f"number {gone} was to be replaced by number {named}, not by number {number}"
                problems.append(Problem(RESULT, 1, 1, fr, en))
            seated.append(number)
            called.append(number)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        return [Problem(RESULT, 1, 1, "ce n’est pas un résultat de tirage", "this is not the result of a draw")]
    return problems


def _of_manifest(files: Mapping[str, bytes]) -> list[Problem]:
    """That the manifest, if it came along, is that of the files."""
    if files.get(MANIFEST, manifest(files)) == manifest(files):
        return []
    fr, en = "ces empreintes ne sont pas celles des fichiers", "these hashes are not those of the files"
    return [Problem(MANIFEST, 1, 1, fr, en)]


def _of_report(files: Mapping[str, bytes], said: Mapping[str, Any]) -> list[Problem]:
    """That the public figures are those of the report, which `recheck` recomputes."""
    report = _json(files.get("report.json", b""))
    try:
        counts = draw.counts(said["panels"], len(said["pool"]))
        same = fairness_of(report, counts) == said["fairness"] and report["seats"] == said["seats"]
    except (TypeError, KeyError, ValueError, IndexError):
        same = False
    if same:
        return []
    fr, en = (
        "les chiffres publiés ne sont pas ceux de report.json",
        "the published figures are not those of report.json",
    )
    return [Problem(PUBLISHED, 1, 1, fr, en)]


def _of_panels(files: Mapping[str, bytes], panels: Any) -> list[Problem]:
    """That the public panels, whose numbers begin at 1, are those of the folder, which begin at 0."""
    found = listed(files, "panels.csv", 1)
    if panels == [sorted(found[str(number)]) for number in range(len(found))]:
        return []
    fr, en = "ce ne sont pas les panels publiés", "these are not the published panels"
    return [Problem("panels.csv", 1, 1, fr, en)]


def _of_alternates(files: Mapping[str, bytes], waiting: Any, panels: Any) -> list[Problem]:
    """That what was sealed before the seed are the alternates of the folder, chosen as the public file says."""
    report, openings = _json(files.get("report.json", b"")), _json(files.get(OPENINGS, b""))
    found = listed(files, "alternates.csv", 2)
    try:
        lists = [found[str(number)] for number in range(len(panels))]
        same = sealed([one["salt"] for one in openings], lists) == waiting["seals"]
        plan = {"base": waiting["dropout"] / 100, "rates": []}
        told = (report.get("alternates", 0), report.get("dropout", {"base": 0, "rates": []}))
        same &= told == (waiting["listed"], plan)
    except (TypeError, KeyError, ValueError, AttributeError):
        same = False
    if same:
        return []
    fr, en = "ce ne sont pas les suppléances scellées", "these are not the alternates that were sealed"
    return [Problem("alternates.csv", 1, 1, fr, en)]


def listed(files: Mapping[str, bytes], name: str, column: int) -> defaultdict[str, list[int]]:
    """The numbers, from 1, that a table of a folder gives each panel, whose own number is its text."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for row in read_table(name, files.get(name, b"")).rows:
        if len(row.cells) > column and row.cells[column].isascii() and row.cells[column].isdecimal():
            found[row.cells[0]].append(int(row.cells[column][:9]) + 1)
    return found


def _of_people(pool: Pool, files: Mapping[str, bytes], commitments: Sequence[str]) -> list[Problem]:
    """That the answers of respondents.csv are those that the volunteers committed to, in the order of their numbers."""
    rows = _json(files.get(OPENINGS, b""))
    if not isinstance(rows, list) or not len(rows) == len(commitments) == len(pool.people):
        count = len(rows) if isinstance(rows, list) else 0
        fr = f"{count} ouvertures et {len(pool.people)} volontaires, la liste publiée en a {len(commitments)}"
        en = f"{count} openings and {len(pool.people)} volunteers, the published list has {len(commitments)}"
        return [Problem(OPENINGS, 1, 1, fr, en)]
    problems = []
    for number, (row, person, published) in enumerate(zip(rows, pool.people, commitments, strict=True), start=1):
        answers = {(pool.quotas[place].category, pool.quotas[place].value) for place in person}
        try:
            opened = commitment(row["salt"], row["features"]) == published
            same = {(cleaned(category), cleaned(value)) for category, value in row["features"]} == answers
        except (ValueError, TypeError, KeyError, AttributeError):
            opened = same = False
        if not opened:
            fr = f"le n° {number} n’ouvre pas l’engagement publié"
            problems.append(Problem(OPENINGS, 1, 1, fr, f"number {number} does not open the published commitment"))
        elif not same:
            fr = f"le n° {number} n’a pas répondu ce que dit respondents.csv"
            en = f"number {number} did not answer what respondents.csv says"
            problems.append(Problem(OPENINGS, 1, 1, fr, en))
    return problems


def _json(data: bytes) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None
