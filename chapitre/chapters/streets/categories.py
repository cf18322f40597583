"""What residents may report: categories with their department, promised delay and, where it matters, one question."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language


def spoken(pair: tuple[str, str]) -> str:
    """The French or the English of a pair, by the language of the page."""
    return pair[1] if (get_language() or "fr").startswith("en") else pair[0]


@dataclass(frozen=True)
class Question:
    """The one extra question of a category, answered yes, no or unknown."""

    text: tuple[str, str]
    help: tuple[str, str] | None

    def __str__(self) -> str:
        return spoken(self.text)


@dataclass(frozen=True)
class Category:
    """`days`: promised delay in civil days from the day of receipt."""

    code: str
    group: str
    department: str
    days: int
    label: tuple[str, str]
    question: Question | None

    def __str__(self) -> str:
        return spoken(self.label)


@dataclass(frozen=True)
class Group:
    """A heading of the list, with its categories."""

    code: str
    label: tuple[str, str]
    categories: tuple[Category, ...]

    def __str__(self) -> str:
        return spoken(self.label)


class BadCategories(ValueError):
    """categories.toml is wrong; the message names the file and the key."""


@cache
def groups() -> tuple[Group, ...]:
    """The categories by heading, from the town's own file or the packaged one. Raises BadCategories."""
    own = settings.HOME / "town" / "categories.toml"
    return load(own if own.exists() else Path(__file__).with_name("categories.toml"))


@cache
def categories() -> dict[str, Category]:
    """All categories by code."""
    return {one.code: one for group in groups() for one in group.categories}


def load(path: Path) -> tuple[Group, ...]:
    """Reads a categories file. Raises BadCategories naming what is wrong and where."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        by_group: dict[str, list[Category]] = {one["code"]: [] for one in data["group"]}
        for row in data["category"]:
            if row["group"] not in by_group:
                raise BadCategories(f"{path} : la catégorie « {row['code']} » nomme un groupe inconnu, {row['group']}")
            by_group[row["group"]].append(_category(row))
    except KeyError as missing:
        raise BadCategories(f"{path} : il manque la clé {missing}") from None
    except tomllib.TOMLDecodeError as error:
        raise BadCategories(f"{path} : {error}") from None
    return tuple(Group(one["code"], _pair(one["label"]), tuple(by_group[one["code"]])) for one in data["group"])


def _category(row: dict[str, object]) -> Category:
    asked = row.get("question")
    question = None
    if isinstance(asked, dict):
        aid = (asked["help_fr"], asked["help_en"]) if "help_fr" in asked else None
        question = Question(_pair(asked), aid)
    code, group, department = str(row["code"]), str(row["group"]), str(row["department"])
    return Category(code, group, department, int(str(row["days"])), _pair(row["label"]), question)


def _pair(value: object) -> tuple[str, str]:
    if not isinstance(value, dict):
        raise KeyError("fr")
    return str(value["fr"]), str(value["en"])
