"""Django's system check of the figures: a site whose declarations are wrong does not start."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, register

from chapitre.kernel.figures import sources
from chapitre.kernel.figures.problems import BadFigures
from chapitre.kernel.figures.units import units
from chapitre.kernel.records.registers import registers


@register("figures")
def declarations_hold(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """One error for each problem, named by file, table and key."""
    try:
        sources.declarations()
    except BadFigures as bad:
        return [Error(str(problem), id="figures.E001") for problem in bad.problems]
    return []


@register("figures")
def units_are_known(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """One error for each fact counted in a unit that units.toml does not have: no page could print it."""
    return [
        Error(f"{one.name}.{name}: there is no unit {told.unit} in units.toml", id="figures.E002")
        for one in registers.values()
        for name, told in one.about.items()
        if told.unit is not None and told.unit not in units()
    ]
