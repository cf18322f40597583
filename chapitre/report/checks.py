"""Django's system check of the texts: a site whose report names a figure that does not exist does not start."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, register

from chapitre.kernel.figures import sources
from chapitre.kernel.figures.problems import BadFigures
from chapitre.report import identities
from chapitre.report.lint.texts import typed_numbers
from chapitre.report.saying import Declared, problem
from chapitre.report.text import Text, TextError, every_text


def problems(texts: Iterable[Text], declarations: Mapping[str, Declared]) -> Iterator[str]:
    """What is wrong in the texts, each named by file, line and figure."""
    mentioned: dict[str, dict[str, set[str]]] = {}
    taken: set[tuple[str, str]] = set()
    for text in texts:
        name = f"{text.lang}/{text.path.name}"
        if text.anchor != text.path.stem:
            yield f"{name}, line 1: the anchor of the title is the chapter’s code, {text.path.stem}"
        for anchor in (text.anchor, *(section.anchor for section in text.sections if section.anchor)):
            if (text.lang, anchor) in taken:
                yield f"{name}: the anchor {anchor} is already taken"
            taken.add((text.lang, anchor))
        for place in text.places():
            declared = declarations.get(place.id)
            wrong = "no such figure" if declared is None else problem(place, declared)
            if wrong:
                yield f"{name}, line {place.line}: {place.id}: {wrong}"
            mentioned.setdefault(text.path.stem, {}).setdefault(text.lang, set()).add(place.id)
    for chapter, by_language in mentioned.items():
        french, english = by_language.get("fr", set()), by_language.get("en", set())
        for id in sorted(french ^ english):
            yield f"{'en' if id in french else 'fr'}/{chapter}.md: {id} is missing, the other language has it"


@register("report")
def texts_hold(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """One error for each problem; wrong declarations have their own check."""
    try:
        texts = list(every_text())
        found: list[CheckMessage] = [
            Error(message, id="report.E001") for message in problems(texts, sources.declarations())
        ]
        found += [Error(message, id="report.E003") for message in typed_numbers(texts)]
        return found + [Error(message, id="report.E004") for message in identities.problems(sources.declarations())]
    except BadFigures:
        return []
    except (TextError, OSError) as error:
        return [Error(str(error), id="report.E002")]
