"""Finds every number of a French draft, in digits or in letters, and says what it stands on. Pure.

`lint(text, known)` gives the findings in the order of the text; `known_figures(declarations, values)` what they may
stand on. How a number is recognised is in `tables`; docs/report.md says what the kinds mean.
"""

from chapitre.report.lint.binding import Known, known_figures
from chapitre.report.lint.findings import Finding, lint

__all__ = ["Finding", "Known", "known_figures", "lint"]
