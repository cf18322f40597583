"""The report's own texts, held to the rule that every draft is held to: no number that stands on nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from chapitre.report.lint.findings import lint
from chapitre.report.text import Text


def typed_numbers(texts: Iterable[Text]) -> Iterator[str]:
    """Each number typed in a French text, named by file and line; digits have their own error when a text is read.

    Live numbers are bound, and what is quoted (`{{ "deux" }}`) is said to be no figure by who wrote it.
    """
    for text in texts:
        if text.lang == "fr":
            for one in lint(text.source):
                if one.status == "unbound":
                    at, quoted = f"{text.lang}/{text.path.name}, line {one.line}", f'{{{{ "{one.text}" }}}}'
                    yield f"{at}: the number “{one.text}” is bound to no figure; what is none is {quoted}"
