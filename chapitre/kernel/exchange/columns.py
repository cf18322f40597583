"""The columns of a file as facts of a register: by the fact's name, its words, or an official schema."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from chapitre.kernel.exchange.errors import ReadError
from chapitre.kernel.exchange.measures import MEASURES, PLAIN
from chapitre.kernel.exchange.official import KEY, Cell, Fill, Official, Told, district_of, officials
from chapitre.kernel.exchange.reading import Table
from chapitre.kernel.exchange.schemas import Schema, recognised
from chapitre.kernel.exchange.values import Read, first_of_year, folded, reader
from chapitre.kernel.records.registers import Register
from chapitre.kernel.words import said

# Titles that mean the same for every register, folded.
KEYS = frozenset({"key", "cle", "id", "id local", "identifiant", "id fiche", "numero", "numero de fiche"})
LONS = frozenset({"lon", "long", "lng", "longitude", "xlong", "x"})
LATS = frozenset({"lat", "latitude", "ylat", "y"})
PAIRS = frozenset({"coordonneesxy", "coordonnees", "lon lat", "longitude latitude"})
LAT_FIRST = frozenset({"geo point 2d", "geopoint", "geo point", "lat lon", "latlon", "latitude longitude"})
GEOMETRIES = frozenset({"geometry", "geometrie", "geom", "wkt", "the geom", "geo shape"})
UNSAID = frozenset({"imported", "withdrawn", "shape"})  # of our own exports: what acts say, or the geometry does
IN_UNIT = re.compile(r"(.+?)[\s_]*(?:[(\[]\s*([^)\]]+?)\s*[)\]]|\ben\s+(\S+)|_([^\W_]+))", re.IGNORECASE)


@dataclass(frozen=True)
class Reading:
    """How the column at a position is read: which facts it tells, and by which function."""

    position: int
    title: str
    fact: str
    read: Read
    how: str = ""  # in words, where the title alone does not tell: a unit


@dataclass
class Plan:
    """How a file is read: a function a column, and where its key and its places are."""

    register: Register
    readings: list[Reading] = field(default_factory=list)
    taken_apart: list[tuple[int, str, Told]] = field(default_factory=list)  # columns that several facts come of
    key: int | None = None
    lon: int | None = None
    lat: int | None = None
    pair: int | None = None
    latitude_first: bool = False
    geometry: int | None = None
    schema: Schema | None = None
    fills: Mapping[str, Fill] = field(default_factory=dict)  # what new records get that the file leaves open
    other_schema: Schema | None = None  # recognised, but this register says nothing in it
    named_by: str | None = None  # the fact that names a record, where it is not its key
    yearly: set[str] = field(default_factory=set)  # dates of which the file has the year alone
    ignored: list[str] = field(default_factory=list)

    @property
    def placed(self) -> bool:
        """Whether lines say where they are."""
        return self.geometry is not None or self.pair is not None or self.lon is not None

    @property
    def told(self) -> set[str]:
        """The facts that the file tells."""
        places = {"lon", "lat", "shape", "length_m", "area_m2"} if self.geometry is not None else {"lon", "lat"}
        named = {reading.fact for reading in self.readings}
        named |= {fact for _position, _title, told in self.taken_apart for fact in told.facts}
        return named | ((places if self.placed else set()) & set(self.register.facts))


def plan(register: Register, table: Table) -> Plan:
    """How a file's columns are read for a register. Raises ReadError when none is known, or two say the same."""
    made = Plan(register)
    titles = {position: title for position, title in enumerate(table.columns) if title}
    form = _form(register, [*titles.values()])
    if form is not None:
        made.schema, made.fills = form.schema, form.fills
        made.named_by = form.id if form.id != KEY else None
        _official(made, form, titles)
    else:
        known = recognised(titles.values())
        made.other_schema = known if known is not None and len(known.required) > 3 else None
    words = _words(register)
    for position, title in titles.items():
        if not _place(made, position, title) and not _fact(made, position, title, words):
            if folded(title) in KEYS and made.key is None and made.named_by is None:
                made.key = position
            else:
                made.ignored.append(title)
    _check(made)
    if "district" in register.about and "district" not in made.told and made.placed:
        made.fills = {"district": district_of, **made.fills}
    return made


def _form(register: Register, titles: list[str]) -> Official | None:
    """The official form of the register that has all the columns it must. A point may also come as a geometry."""
    given = {folded(title) for title in titles}
    for form in officials.get(register.name, {}).values():
        points = {name for name, told in form.columns.items() if told.point} if given & GEOMETRIES else set()
        if {folded(name) for name in form.schema.required - points} <= given:
            return form
    return None


def _official(made: Plan, form: Official, titles: dict[int, str]) -> None:
    """Reads the schema's own columns, and takes them out of the titles; those that the form leaves out are ignored."""
    known = {folded(name): name for name in form.schema.columns}
    for position, title in list(titles.items()):
        name = known.get(folded(title))
        if name is None:
            continue
        told = form.columns.get(name)
        if told is None:
            if folded(title) in GEOMETRIES | LONS | LATS:
                continue
            made.ignored.append(title)
        else:
            _told(made, position, title, told)
        del titles[position]


def _told(made: Plan, position: int, title: str, told: Told) -> None:
    if told.point:
        made.pair = position
    elif told.reads is not None:
        made.taken_apart.append((position, title, told))
    elif told.fact == KEY:
        made.key = position
    elif told.fact == "lon":
        made.lon = position
    elif told.fact == "lat":
        made.lat = position
    elif told.fact is not None and any(one.fact == told.fact for one in made.readings):
        made.ignored.append(title)  # a fact that the schema says twice is read where it says it first
    elif told.fact is not None:
        read = reader(made.register, told.fact, unit=told.unit, codes=told.codes)
        if told.year:
            made.yearly.add(told.fact)
            read = first_of_year
        made.readings.append(Reading(position, title, told.fact, read))


def _place(made: Plan, position: int, title: str) -> bool:
    """Takes a column that says where the line is, if the register has places and nothing better was found."""
    word = folded(title)
    if made.register.geometry is None:
        return False
    if word in GEOMETRIES and made.geometry is None:
        made.geometry = position
    elif word in LONS and made.lon is None:
        made.lon = position
    elif word in LATS and made.lat is None:
        made.lat = position
    elif word in PAIRS | LAT_FIRST and made.pair is None:
        made.pair, made.latitude_first = position, word in LAT_FIRST
    else:
        return False
    return True


def _words(register: Register) -> dict[str, str]:
    """Every title that means a fact: its name, its words in both languages, without their article too."""
    words: dict[str, str] = {}
    for name, about in register.about.items():
        if name in ("lon", "lat", *UNSAID):
            continue
        nouns = [re.sub(r"^(les?|la|l[’']|the)\s*", "", noun, flags=re.IGNORECASE) for noun in about.noun or ()]
        for title in (*about.label, *nouns):
            words.setdefault(folded(title), name)
    return words | {folded(name): name for name in register.own}


def _fact(made: Plan, position: int, title: str, words: Mapping[str, str]) -> bool:
    """Reads a column for the fact that its title means, perhaps with a unit behind."""
    for fact, unit in _meanings(title, words):
        units = MEASURES.get(made.register.about[fact].unit or "", {})
        if unit and unit not in units:
            continue
        if not unit and folded(title) != folded(fact):
            unit = PLAIN.get(made.register.about[fact].unit or "", "")
        how = _("en %s") % unit if unit else ""
        made.readings.append(Reading(position, title, fact, reader(made.register, fact, unit=unit or None), how))
        return True
    return False


def _meanings(title: str, words: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The facts that a title may mean, each with the unit that the title then names ("" for none)."""
    if (fact := words.get(folded(title))) is not None:
        yield fact, ""
    if (found := IN_UNIT.fullmatch(title.strip())) is not None:
        unit = next(one for one in found.groups()[1:] if one)
        if (fact := words.get(folded(found[1]))) is not None:
            yield fact, unit.casefold()


def _check(made: Plan) -> None:
    """Raises ReadError when nothing is known, or something is said twice; settles which column has the place."""
    if (made.lon is None) != (made.lat is None):
        made.lon = made.lat = None
    if made.geometry is not None or made.pair is not None:
        made.lon = made.lat = None
    if made.geometry is not None:
        made.pair = None
        sizes = ("length_m", "area_m2") if made.register.geometry == "shape" else ()
        made.readings = [one for one in made.readings if one.fact not in sizes]
    seen: dict[str, str] = {}
    for reading in made.readings:
        if reading.fact in seen:
            raise ReadError(
                _("Les colonnes « %(one)s » et « %(other)s » disent la même chose : gardez-en une.")
                % {"one": seen[reading.fact], "other": reading.title}
            )
        seen[reading.fact] = reading.title
    if not made.told:
        labels = ", ".join(said(made.register.about[name].label) for name in made.register.own[:12])
        raise ReadError(_("Aucune colonne n’est reconnue. Les titres attendus sont par exemple : %s.") % labels)


def title_of(register: Register, fact: str) -> str:
    """A fact in words, for somebody who has the file before her eyes."""
    return said(register.about[fact].label) if fact in register.about else _("numéro")


def cell_of(cells: tuple[Cell, ...], position: int | None) -> Cell:
    """The cell at a position of a line, which may be shorter than the titles."""
    return cells[position] if position is not None and position < len(cells) else None
