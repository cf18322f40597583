"""The numbers of a text as they stand: in digits, with their unit and what is said before them. Pure.

What has the form of a date, a telephone number, an address or a rank is recognised here by that form alone; what only
its surroundings can tell (a year from a count, a name from a quantity) is left to `kinds`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from chapitre.report.lint.tables import BOUNDS, MONTHS, SCALES, SYMBOLS, UNIT_WORDS, WEEKDAYS, WORDS, fold, typed

PLACE = "\ufffc"  # a live number of our own texts: bound already


@dataclass(frozen=True)
class Draft:
    """A text under three forms of the same length: as written, on a plain keyboard, and folded for look-ups."""

    text: str
    plain: str
    folded: str

    def before(self, at: int, reach: int = 40) -> str:
        """What stands before a place on its line, folded."""
        return self.folded[max(0, at - reach) : at].rpartition("\n")[2]

    def begins_sentence(self, at: int) -> bool:
        """Whether a sentence, a line or an item of a list begins here."""
        return re.search(r"(?:^|\n|[.!?…:;] )[ \-–•*«\"(→]*$", self.plain[max(0, at - 12) : at]) is not None


@dataclass(frozen=True)
class Token:
    """A number and where it stands. `end` includes a unit written as a symbol; `kind` is "" until it is told.

    `value` is None where it is vague ("des centaines"); it counts minor units of `dimension`, "" for counted things.
    """

    start: int
    end: int
    value: Fraction | None
    kind: str = ""
    in_words: bool = False
    dimension: str = ""
    phrase: str = "exact"
    grouped: bool = False
    base: int | None = None  # of a rate: 29 pour 1 000
    implied: bool = False  # said without any number

    @property
    def measured(self) -> bool:
        return bool(self.dimension)


HIDDEN = re.compile(r"\{#[^}\n]*\}|\]\([^)\s]*\)|^:::.?note|^#+", re.MULTILINE)
LIVE = re.compile(r"\{\{.*?\}\}", re.DOTALL)


def draft(text: str) -> Draft:
    """The text ready to be searched: live numbers as one sign, wrapped lines joined."""
    text = LIVE.sub(lambda live: PLACE * len(live[0]), text)
    plain = HIDDEN.sub(lambda hidden: " " * len(hidden[0]), typed(text))
    plain = "\n".join(_joined(plain.split("\n")))
    return Draft(text, plain, fold(plain))


def _joined(lines: list[str]) -> Iterator[str]:
    """Lines, but for the breaks that a narrow window made: those become spaces. The length stays the same."""
    whole = ""
    for place, line in enumerate(lines):
        following = lines[place + 1] if place + 1 < len(lines) else ""
        whole += line
        wrapped = len(line) >= 60 and not re.search(r"[.:;!?…]\s*$", line)
        if wrapped and re.match(r"[a-zà-öø-ÿ\d«(" + PLACE + "]", following):
            whole += " "
        else:
            yield whole
            whole = ""


# By their form ---------------------------------------------------------------------------------------------------

MONTH = f"(?:{'|'.join(MONTHS)})"
DAY = r"(?:1er|0?[1-9]|[12]\d|3[01])"
Check = Callable[[Draft, re.Match[str]], bool]


def _capital_follows(text: Draft, match: re.Match[str]) -> bool:
    return text.plain[match.end("to") : match.end("to") + 1].isupper()


def _has_digit(text: Draft, match: re.Match[str]) -> bool:
    return any(one.isdecimal() for one in match[0])


def _anything(text: Draft, match: re.Match[str]) -> bool:
    return True


HOUR, MINUTES = r"(?:[01]?\d|2[0-4]) ?h", r"(?: ?[0-5]\d)?"
OTHER_DAY = rf" ?(?:au|et|ou|a|-|–|,) ?{DAY}"
STREET = rf"(?:{'|'.join(sorted(WORDS['streets']))})\b\.? (?:de la |de l'|de |du |des |d'|la |les? |l')?"
# Kind, form in the folded text (`n` is the number where it is not the whole), and what else must hold. The first that
# fits takes the place.
FORMS: tuple[tuple[str, str, Check], ...] = (
    ("name", r"(?:https?://|www\.)\S+|[^\s@]+@[^\s@]+\.[a-z]+", _has_digit),
    ("name", r"(?<!\d)(?:\+33|0033|0)[ .]?[1-9](?:[ .-]?\d\d){4}(?!\d)", _anything),  # a telephone
    ("year", r"(?<!\d)\d{4}-(?:0\d|1[0-2])-(?:[0-2]\d|3[01])(?!\d)", _anything),
    ("year", rf"(?<![\d/.]){DAY}(?P<s>[/.-])(?:0?[1-9]|1[0-2])(?P=s)(?:\d{{4}}|\d\d)(?!\d)", _anything),
    ("year", rf"(?<!\d){DAY} {MONTH}\b(?: \d{{4}}\b)?", _anything),
    ("year", rf"(?<![\d/.,]){DAY}(?=(?:{OTHER_DAY})+ {MONTH}\b)", _anything),  # du 3 au 5 mai
    ("year", rf"(?:{'|'.join(WEEKDAYS)}) (?P<n>{DAY})(?!\d)", _anything),
    ("name", r"(?<!\d)24 ?h(?:eures)? ?(?:/|sur) ?24|(?<!\d)7 ?j(?:ours)? ?(?:/|sur) ?7", _anything),
    ("year", rf"(?<![\d,]){HOUR}{MINUTES} ?[-–/] ?{HOUR}{MINUTES}\b", _anything),
    ("year", r"(?<![\d,])(?:[01]?\d|2[0-4]) ?h ?[0-5]\d(?!\d)", _anything),
    ("year", rf"(?:\b(?:a|des|vers|avant|apres) |jusqu'a )(?P<n>{HOUR}(?:eures?)?)\b", _anything),
    ("year", rf"\bde (?P<n>{HOUR}(?:eures?)?)\b(?= a )", _anything),
    ("name", r"(?<![\w,.])\d+(?:er|ere|re|nd|nde|e|eme|ieme|ᵉ)s?(?!\w)", _anything),  # a rank
    ("name", r"\b[a-z]+\d[\w-]*|\b[a-z]+-(?!(?:1[5-9]|2[01])\d\d\b)\d[\w-]*", _anything),  # CO2, Covid-19
    ("name", rf"(?<![\w,.])(?P<n>\d{{1,4}}(?: ?(?:bis|ter|quater))?),? (?P<to>{STREET})", _capital_follows),
    ("name", r"(?<![\w,.])(?P<n>\d{5})(?P<to> )", _capital_follows),  # a postcode
    ("name", r"(?m)^ *\(?(?P<n>\d{1,2}(?:\.\d{1,2})*)[.)/°](?= )", _anything),  # the number of an item
)
PATTERNS = tuple((kind, re.compile(form), holds) for kind, form, holds in FORMS)
FRACTION = re.compile(r"(?<![\w/,.])(\d{1,2}) ?/ ?(\d{1,2})(?![\w/])")
NUMBER = re.compile(r"(?<!\d)(?P<whole>\d{1,3}(?:[ .]\d{3})+(?!\d)|\d+)(?P<rest>,\d{1,3}(?!\d)|\.\d{1,2}(?!\d))?")
RANGE = re.compile(r" ?(?:a|-|–) ?(?:\d{1,3}(?: \d{3})+|\d+)(?:,\d+)?")  # "10 à 12 %": what follows has the unit
GLUED = re.compile(r"\w*")
PHRASES = tuple((kind, re.compile(rf"(?:^|[^\w])(?:{pattern})$")) for kind, pattern in BOUNDS)


def digits(text: Draft) -> list[Token]:
    """Every number in digits, in order; those of a telling form have their kind."""
    found: list[Token] = []
    for kind, form, holds in PATTERNS:
        for match in form.finditer(text.folded):
            span = match.span("n") if "n" in form.groupindex and match["n"] else match.span()
            if holds(text, match) and free(found, *span):
                found.append(Token(*span, None, kind))
    for match in FRACTION.finditer(text.folded):
        top, bottom = int(match[1]), int(match[2])
        if 0 < top < bottom <= 20 and free(found, *match.span()):
            share = Fraction(100 * top, bottom)
            found.append(Token(*match.span(), share, "quantity", dimension="percent", phrase="about"))
    left, at = _without(text.folded, found), 0
    while number := NUMBER.search(left, at):
        found.append(_number(text, number))
        at = max(number.end(), found[-1].end)  # "4x4" takes both
    found += [Token(*match.span(), None, "placed") for match in re.finditer(f"{PLACE}+", text.folded)]
    return sorted(found, key=lambda one: one.start)


def _without(folded: str, found: list[Token]) -> str:
    """The text with what was found blotted out, each sign by one."""
    left, at = [], 0
    for one in sorted(found, key=lambda one: one.start):
        left += [folded[at : one.start], "\0" * (one.end - one.start)]
        at = one.end
    return "".join([*left, folded[at:]])


def free(found: list[Token], start: int, end: int) -> bool:
    """Whether no number found already stands there."""
    return all(end <= one.start or one.end <= start for one in found)


def _number(text: Draft, match: re.Match[str]) -> Token:
    whole = re.sub(r"[ .]", "", match["whole"])
    value = Fraction(f"{whole}.{match['rest'][1:]}") if match["rest"] else Fraction(whole)
    end, dimension, factor = measure(text, match.end())
    if not dimension and (other := RANGE.match(text.folded, match.end())):
        _, dimension, factor = measure(text, other.end())
    glued = text.folded[end : end + 1].isalpha() and end == match.end()
    return Token(
        match.start(),
        GLUED.match(text.folded, end).end() if glued else end,  # type: ignore[union-attr]
        value * factor,
        "name" if glued else "",
        dimension=dimension,
        phrase=phrase(text, match.start()),
        grouped=len(whole) != len(match["whole"]) or bool(match["rest"]) or (factor != 1 and not dimension),
    )


def phrase(text: Draft, start: int) -> str:
    """How firmly a number is said, from the words before it: exact, over, under, nearly or about."""
    before = text.before(start)
    return next((kind for kind, pattern in PHRASES if pattern.search(before)), "exact")


# Units -----------------------------------------------------------------------------------------------------------

SCALE = re.compile(r" ?(?P<scale>millions?|milliards?|milliers?)\b|(?P<short> ?(?:Mds?|M|k))(?= ?(?:€|EUR\b)| d[e'’])")
SYMBOL = re.compile(r" ?(?P<unit>" + "|".join(map(re.escape, sorted(SYMBOLS, key=len, reverse=True))) + r")(?![\w²³'])")


def measure(text: Draft, end: int) -> tuple[int, str, Fraction]:
    """Where the number ends with its symbol, what it measures ("" if it counts), minor units in one of it."""
    size = Fraction(1)
    if scale := SCALE.match(text.plain, end):
        size, end = Fraction(SCALES[(scale["scale"] or scale["short"]).strip()]), scale.end()
    if symbol := SYMBOL.match(text.plain, end):
        dimension, factor = SYMBOLS[symbol["unit"]]
        return symbol.end(), dimension, size * factor
    dimension, factor = unit_word(text, end)
    return end, dimension, size * factor


def unit_word(text: Draft, end: int) -> tuple[str, Fraction]:
    """The unit in letters after a number: "12 hectares", "10 nouveaux hectares", "20 millions d'euros"."""
    words = re.match(r"(?: d[e'])? ?(\w+)(?: (\w+))?", text.folded[end : end + 40])
    if words is None:
        return "", Fraction(1)
    wanted = words[2] if words[1] in WORDS["between"] else words[1]
    return UNIT_WORDS.get((wanted or "").removesuffix("s"), UNIT_WORDS.get(wanted or "", ("", Fraction(1))))
