"""The translations: compiled at set-up, and checked so that no sentence of the site lacks its English.

`python -m chapitre.portal.catalogs` compiles; with `--check` it lists what is missing or no longer used, and fails.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

PACKAGE = Path(__file__).resolve().parent.parent
PLACE = Path("en", "LC_MESSAGES", "django.po")
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
}

MessageId = str | tuple[str, ...] | list[str]


@dataclass(frozen=True)
class Found:
    """A sentence to translate, singular and plural when it has both, and where it stands."""

    id: MessageId
    path: Path
    line: int

    def __str__(self) -> str:
        return f"{self.path.relative_to(PACKAGE.parent)}:{self.line}: {self.id!r}"


def written() -> list[Path]:
    """The English catalogues: the house's own, and one in each room that keeps its words beside its code."""
    return sorted(folder / PLACE for folder in PACKAGE.rglob("locale") if (folder / PLACE).exists())


def read(path: Path) -> Catalog:
    """An English catalogue as written."""
    with path.open("rb") as file:
        return read_po(file, locale="en", abort_invalid=True)


def compile_catalogs() -> bool:
    """Writes the compiled catalogues that are older than the English they come from; says whether it did."""
    return sum(map(_compile, written())) > 0  # every one, not the first alone


def _compile(path: Path) -> bool:
    """Compiles one. The French needs none but for plurals: without it, gettext would write « 0 signalements »."""
    compiled = path.with_suffix(".mo")
    french_compiled = path.parents[2] / "fr" / "LC_MESSAGES" / "django.mo"
    if all(one.exists() and one.stat().st_mtime >= path.stat().st_mtime for one in (compiled, french_compiled)):
        return False
    english = read(path)
    _write(english, compiled)
    french = Catalog(locale="fr")
    for message in english:
        if message.pluralizable:
            french.add(message.id, message.id)
    _write(french, french_compiled)
    return True


def _write(catalog: Catalog, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".new")
    with unfinished.open("wb") as file:
        write_mo(file, catalog)
    unfinished.replace(path)


def missing_translations() -> list[Found]:
    """Every sentence of the templates and of the code that has no English."""
    catalogues = [read(path) for path in written()]
    return [one for one in sentences() if not any(_translated(english.get(one.id)) for english in catalogues)]


def unused_translations() -> list[MessageId]:
    """Translations of sentences that the site no longer says."""
    said = {one.id if isinstance(one.id, str) else one.id[0] for one in sentences()}
    return [message.id for path in written() for message in read(path) if message.id and _first(message.id) not in said]


def _first(id: MessageId) -> str:
    return id if isinstance(id, str) else id[0]


def _translated(message: Message | None) -> bool:
    if message is None or message.fuzzy:
        return False
    return all(message.string) if isinstance(message.string, tuple | list) else bool(message.string)


def sentences() -> Iterator[Found]:
    """What the templates and the code say through gettext. Needs Django set up."""
    for path in sorted(PACKAGE.rglob("*.py")):
        if "migrations" not in path.parts:
            yield from _in_code(path)
    for folder in sorted(PACKAGE.rglob("templates")):
        for path in sorted(folder.rglob("*.*")):
            yield from _in_template(path)


def _in_code(path: Path) -> Iterator[Found]:
    for line, id, _, _ in extract_from_file("python", path, keywords=KEYWORDS):
        yield Found(id, path, line)


def _in_template(path: Path) -> Iterator[Found]:
    from django.template import engines
    from django.template.base import Origin, Template, Variable
    from django.templatetags.i18n import BlockTranslateNode, TranslateNode

    engine = engines["django"].engine  # type: ignore[attr-defined]
    template = Template(path.read_text(encoding="utf-8"), Origin(str(path)), str(path), engine)
    nodes: list[Any] = template.nodelist.get_nodes_by_type((TranslateNode, BlockTranslateNode))  # type: ignore[arg-type]
    for node in nodes:
        line = node.token.lineno
        if isinstance(node, BlockTranslateNode):
            singular = node.render_token_list(node.singular)[0]
            plural = node.render_token_list(node.plural)[0] if node.plural else None
            yield Found((singular, plural) if plural is not None else singular, path, line)
        else:
            variable = node.filter_expression.var
            if isinstance(variable, Variable) and isinstance(variable.literal, str):
                yield Found(variable.literal, path, line)


def main(arguments: list[str]) -> int:
    """Compiles, or checks. Returns the exit code."""
    if arguments != ["--check"]:
        print("catalogues compiled" if compile_catalogs() else "catalogues up to date")
        return 0
    import django

    django.setup()
    missing, unused = missing_translations(), unused_translations()
    for one in missing:
        print(f"no English: {one}")
    for id in unused:
        print(f"no longer said: {id!r}")
    return 1 if missing or unused else 0


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chapitre.config.settings")
    sys.exit(main(sys.argv[1:]))
