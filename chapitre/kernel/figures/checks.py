"""Django's system check of the figures: a site whose declarations are wrong does not start."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, register

from chapitre.kernel.figures import sources
from chapitre.kernel.figures.problems import BadFigures


@register("figures")
def declarations_hold(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """One error for each problem, named by file, table and key."""
    try:
        sources.declarations()
    except BadFigures as bad:
        return [Error(str(problem), id="figures.E001") for problem in bad.problems]
    return []
