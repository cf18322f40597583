"""The best set of alternates for one panel, by the integer program of the paper: the yardstick of the greedy list.

x[k], how many volunteers of kind k are alternates; y[s, k], how many of them sit in case s; z[s, r], by how much case s
misses row r. Members alike are one kind, cases alike one case.
"""

from __future__ import annotations

import itertools

import highspy
import numpy as np

from chapitre.chapters.voice.methods.sortition.leaving import Cases
from chapitre.chapters.voice.methods.sortition.misses import Measure
from chapitre.chapters.voice.methods.sortition.solver import Floats


def after(measure: Measure, members: list[int], cases: Cases) -> tuple[Floats, Floats, Floats]:
    """The different cases once people have left: rows, how many left, weight."""
    counts = measure.counts(members) - cases.gone @ measure.has[members]
    kinds, own = np.unique(counts, axis=0, return_inverse=True)
    return kinds, float(len(members)) - kinds[:, -1], np.bincount(own.ravel(), weights=cases.weights).astype(np.float64)


def best_loss(measure: Measure, counts: Floats, room: Floats, weights: Floats, people: list[int]) -> float:
    """The expected loss once the best of these have replaced who left, by trying every subset."""
    subsets = np.array(list(itertools.product((0, 1), repeat=len(people))), dtype=np.int64)
    called, many = subsets @ measure.has[people], subsets.sum(axis=1)
    total = 0.0
    for row, places, weight in zip(counts, room, weights, strict=True):
        total += weight * float(measure.loss(row + called[many <= places]).min())
    return total


def program(
    measure: Measure, counts: Floats, room: Floats, weights: Floats, people: list[int], count: int, seconds: float
) -> tuple[float, float]:
    """The loss of the best set found in that time, and a bound that no set beats."""
    kinds, stock = np.unique(measure.has[people], axis=0, return_counts=True)
    cases, many, rows = len(counts), len(kinds), kinds.shape[1]
    ys, zs = many + np.arange(cases * many).reshape(cases, many), many + cases * many
    highs = highspy.Highs()
    for name, value in (("output_flag", False), ("threads", 1), ("time_limit", seconds), ("mip_rel_gap", 1e-4)):
        highs.setOptionValue(name, value)
    most = np.concatenate([stock, np.tile(stock, cases), np.full(cases * rows, 1e9)]).astype(float)
    cost = np.concatenate([np.zeros(many + cases * many), np.outer(weights, measure.weight).ravel()])
    for price, high in zip(cost, most, strict=True):
        highs.addCol(price, 0.0, high, 0, [], [])
    whole = np.arange(many + cases * many, dtype=np.int32)
    highs.changeColsIntegrality(len(whole), whole, np.full(len(whole), highspy.HighsVarType.kInteger))
    infinity = highspy.kHighsInf
    highs.addRow(-infinity, count, many, np.arange(many), np.ones(many))
    for case in range(cases):
        highs.addRow(-infinity, float(room[case]), many, ys[case], np.ones(many))
        for kind in range(many):
            highs.addRow(-infinity, 0.0, 2, [ys[case, kind], kind], [1.0, -1.0])
        for row in range(rows):
            missed, own = zs + case * rows + row, ys[case, kinds[:, row] > 0]
            for sign, bound in (
                (1.0, measure.least[row] - counts[case, row]),
                (-1.0, counts[case, row] - measure.most[row]),
            ):
                places, values = [*own, missed], [*([sign] * len(own)), 1.0]
                highs.addRow(float(bound), infinity, len(places), places, values)
    highs.run()
    info = highs.getInfo()
    return float(info.objective_function_value), float(info.mip_dual_bound)
