"""Sortition: from a pool of volunteers and its quotas to numbered panels, with everybody's chance and its proof.

    reading = read_pool(categories, respondents)     # bytes in; a pool, or every problem by line and column
    panels = draw_panels(reading.pool, seats=22)     # chances, panels, certificate

Needs highspy and numpy, and nothing of Django. The linear algebra is small: one thread does it fastest.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when numpy is first loaded

from chapitre.chapters.voice.methods.sortition.alternates import choose_alternates
from chapitre.chapters.voice.methods.sortition.checking import check_certificate, check_panels
from chapitre.chapters.voice.methods.sortition.frames import frame_of
from chapitre.chapters.voice.methods.sortition.leaving import Dropout
from chapitre.chapters.voice.methods.sortition.panels import METHODS, Panels, draw_panels, gini
from chapitre.chapters.voice.methods.sortition.pools import Pool, Quota, grouped
from chapitre.chapters.voice.methods.sortition.rates import read_rates
from chapitre.chapters.voice.methods.sortition.readers import Reading, obstacles, read_pool
from chapitre.chapters.voice.methods.sortition.rechecking import FILES, Recheck, recheck
from chapitre.chapters.voice.methods.sortition.relaxing import relaxation
from chapitre.chapters.voice.methods.sortition.solver import Infeasible, Stopped
from chapitre.chapters.voice.methods.sortition.stratified import NoSimplePanel
from chapitre.chapters.voice.methods.sortition.watching import Progress, Watch
from chapitre.chapters.voice.methods.sortition.writing import (
    expected_of,
    fairness_of,
    files_of,
    pool_files,
    report_of,
)

__all__ = [
    "FILES",
    "METHODS",
    "Dropout",
    "Infeasible",
    "NoSimplePanel",
    "Panels",
    "Pool",
    "Progress",
    "Quota",
    "Reading",
    "Recheck",
    "Stopped",
    "Watch",
    "check_certificate",
    "check_panels",
    "choose_alternates",
    "draw_panels",
    "expected_of",
    "fairness_of",
    "files_of",
    "frame_of",
    "gini",
    "grouped",
    "obstacles",
    "pool_files",
    "read_pool",
    "read_rates",
    "recheck",
    "relaxation",
    "report_of",
]
