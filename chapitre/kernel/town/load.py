"""Reads a town from its folder: town.toml and the shapes that it names."""

import tomllib
from datetime import date
from pathlib import Path
from zoneinfo import available_timezones

from chapitre.kernel.town.check import check
from chapitre.kernel.town.layers import Layers
from chapitre.kernel.town.model import Department, District, Project, Term, Town
from chapitre.kernel.town.publisher import read_publisher
from chapitre.kernel.town.reading import Table, TownError

FORMAT = 1
LANGUAGES = ("fr", "en")


def load(path: Path) -> Town:
    """The town described by a folder, or by its town.toml. Raises TownError naming file and key.

    Everything is checked: unknown keys, codes, dates, each shape, districts that cover the outline once, places inside.
    """
    file = path / "town.toml" if path.is_dir() else path
    town = _town(_open(file), file.resolve().parent)
    check(town)
    return town


def _open(file: Path) -> Table:
    try:
        return Table(file.name, tomllib.loads(file.read_text(encoding="utf-8")))
    except OSError:
        raise TownError(str(file), "", "le fichier manque ou ne peut être lu") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TownError(file.name, "", f"ce n’est pas du TOML : {error}") from None


def _town(root: Table, folder: Path) -> Town:
    if root.whole("format") != FORMAT:
        raise root.error("format", f"ce programme lit le format {FORMAT}")
    languages = root.texts("languages", "|".join(LANGUAGES), 'une liste est attendue, par exemple ["fr", "en"]')
    if languages[0] != "fr":
        raise root.error("languages", 'le français vient en premier, par exemple ["fr", "en"]')
    layers = Layers.read(root.table("shapes"), folder)
    ledger = root.table("ledger")
    term = _term(root.table("term"))
    since = root.day("report_since")
    town = Town(
        name=root.text("name"),
        slug=root.text(
            "slug", r"[a-z0-9]+(-[a-z0-9]+)*", "des minuscules sans accent, chiffres et tirets sont attendus"
        ),
        insee=root.text("insee", r"\d[\dAB]\d{3}", "un code INSEE de commune est attendu, par exemple 94041"),
        postcodes=root.texts("postcodes", r"\d{5}", 'une liste de codes postaux est attendue, par exemple ["94200"]'),
        time_zone=_time_zone(root),
        languages=languages,
        demonstration=root.flag("demonstration"),
        origin=ledger.text(
            "origin", r"[a-z0-9.-]+(/[a-z0-9.-]+)+", "un nom comme « ville.fr/registre » est attendu, sans espace"
        ),
        term=term,
        report_since=since,
        report_until=_until(root, since, term),
        streets_since=root.day("streets_since") if root.has("streets_since") else since,
        departments={code: _department(code, table, languages) for code, table in root.tables("departments").items()},
        districts=_districts(root, layers, languages),
        projects=_projects(root, layers, languages),
        outline=layers.outline,
        streets=layers.streets,
        places=layers.places,
        neighbours=layers.neighbours,
        waters=layers.waters,
        rails=layers.rails,
        greens=layers.greens,
        folder=folder,
        publisher=read_publisher(root),
        siret=root.text("siret", r"\d{14}", "un SIRET est attendu : 14 chiffres") if root.has("siret") else None,
    )
    ledger.close()
    root.close()
    return town


def _time_zone(root: Table) -> str:
    name = root.text("time_zone")
    if name not in available_timezones():
        raise root.error("time_zone", "un fuseau horaire est attendu, par exemple Europe/Paris")
    return name


def _term(table: Table) -> Term:
    term = Term(table.day("from"), table.day("to"), table.text("note") if table.has("note") else "")
    if term.first >= term.last:
        raise table.error("to", "le mandat finit avant de commencer")
    table.close()
    return term


def _until(root: Table, since: date, term: Term) -> date:
    until = root.day("report_until") if root.has("report_until") else term.last
    if until < since:
        raise root.error("report_until", "les moyennes par an finissent avant de commencer (« report_since »)")
    return until


def _department(code: str, table: Table, languages: tuple[str, ...]) -> Department:
    email = None
    if table.has("email"):
        email = table.text("email", r"[^@\s]+@[^@\s]+\.[^@\s]+", "une adresse électronique est attendue")
    department = Department(code, table.label("label", languages), email)
    table.close()
    return department


def _districts(root: Table, layers: Layers, languages: tuple[str, ...]) -> dict[str, District]:
    """The districts; a town that names none has one, which bears its name and is the whole of it."""
    tables = root.tables("districts") if root.has("districts") else {}
    found = {}
    for code, table in tables.items():
        shape = layers.districts.take(code, table)
        found[code] = District(code, table.label("label", languages), shape.area, shape.approximate)
        table.close()
    layers.districts.close()
    if not found:
        name = root.text("name")
        return {root.text("slug"): District(root.text("slug"), (name, name), layers.outline, False)}
    return found


def _projects(root: Table, layers: Layers, languages: tuple[str, ...]) -> dict[str, Project]:
    found: dict[str, Project] = {}
    tables = root.tables("projects") if root.has("projects") else {}
    for number, (code, table) in enumerate(tables.items(), 1):
        shape = layers.projects.take(code, table)
        found[code] = Project(code, table.label("label", languages), number, shape.area, shape.approximate)
        table.close()
    layers.projects.close()
    return found
