"""HiGHS, the open solver of linear and integer programs, behind the few calls that sortition makes of it.

Q. Huangfu and J. A. J. Hall, "Parallelizing the dual revised simplex method", Mathematical Programming Computation
10 (2018). One thread, no clock: the same program gives the same answer each time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
INFINITY = highspy.kHighsInf
OPTIMAL = highspy.HighsModelStatus.kOptimal
INFEASIBLE = highspy.HighsModelStatus.kInfeasible
INTERRUPTED = highspy.HighsModelStatus.kInterrupt
SETTINGS: dict[str, Any] = {
    "output_flag": False,
    "threads": 1,
    "parallel": "off",
    "primal_feasibility_tolerance": 1e-9,
    "dual_feasibility_tolerance": 1e-9,
    "mip_feasibility_tolerance": 1e-9,
    "mip_rel_gap": 0.0,
}


class SolverError(RuntimeError):
    """HiGHS answered neither an optimum nor that there is none."""


class Infeasible(ValueError):
    """No point meets the constraints."""


class Stopped(Exception):
    """The person who asked does not want to wait any longer."""


@dataclass(frozen=True)
class Program:
    """minimise cost · x over lower ≤ x ≤ upper and row_lower ≤ matrix x ≤ row_upper; `whole`: x is made of integers.

    `matrix` is dense, one row a constraint.
    """

    cost: Floats
    lower: Floats
    upper: Floats
    matrix: Floats
    row_lower: Floats
    row_upper: Floats
    whole: NDArray[np.bool_] | None = None


@dataclass(frozen=True)
class Answer:
    """An optimum: the point, its value, a bound that no point beats, the duals of rows and columns (if linear)."""

    x: Floats
    value: float
    bound: float
    row_duals: Floats
    column_duals: Floats


class _Quiet(highspy.Highs):
    """HiGHS without its greeting, which it prints as soon as it is told of callbacks."""

    def enableCallbacks(self) -> None:
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()


class Solver:
    """One program that is solved, changed a little and solved again, each time from where it was left."""

    def __init__(self, program: Program, stopped: Callable[[], bool] | None = None, **settings: Any) -> None:
        self.highs = _Quiet()
        for name, value in {**SETTINGS, **settings}.items():
            self.highs.setOptionValue(name, value)
        self.whole = program.whole is not None
        self.columns = np.arange(len(program.cost), dtype=np.int32)
        self.rows = np.arange(len(program.row_lower), dtype=np.int32)
        self.highs.passModel(_highs_lp(program))
        if stopped is not None:
            self.highs.HandleUserInterrupt = True
            asked = stopped

            def interrupt(event: Any) -> None:
                if asked():
                    event.interrupt()

            self.highs.cbMipInterrupt += interrupt
            self.highs.cbSimplexInterrupt += interrupt

    def listen(self, heard: Callable[[Floats], None]) -> None:
        """Tells of every whole point, each better than the one before, that is found on the way to the best."""
        self.highs.cbMipImprovingSolution += lambda event: heard(np.array(event.data_out.mip_solution))

    def costs(self, cost: Floats) -> None:
        """Another thing to minimise."""
        self.highs.changeColsCost(len(cost), self.columns, cost)

    def bounds(self, lower: Floats, upper: Floats) -> None:
        """Other bounds of the columns."""
        self.highs.changeColsBounds(len(lower), self.columns, lower, upper)

    def row_bounds(self, lower: Floats, upper: Floats) -> None:
        """Other bounds of the rows."""
        self.highs.changeRowsBounds(len(lower), self.rows, lower, upper)  # type: ignore[attr-defined]  # not in its stubs

    def add_column(self, cost: float, lower: float, upper: float, rows: NDArray[np.int32], values: Floats) -> None:
        """One variable more."""
        self.highs.addCol(cost, lower, upper, len(rows), rows, values)
        self.columns = np.arange(len(self.columns) + 1, dtype=np.int32)

    def solve(self) -> Answer:
        """The optimum. Raises Infeasible, Stopped or SolverError."""
        self.highs.run()
        status = self.highs.getModelStatus()
        if status == INFEASIBLE:
            raise Infeasible
        if status == INTERRUPTED:
            raise Stopped
        if status != OPTIMAL:
            raise SolverError(self.highs.modelStatusToString(status))
        solution, info = self.highs.getSolution(), self.highs.getInfo()
        value = float(info.objective_function_value)
        return Answer(
            np.array(solution.col_value),
            value,
            float(info.mip_dual_bound) if self.whole else value,
            np.array(solution.row_dual),
            np.array(solution.col_dual),
        )


def _highs_lp(program: Program) -> Any:
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(program.cost), len(program.row_lower)
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = program.cost, program.lower, program.upper
    lp.row_lower_, lp.row_upper_ = program.row_lower, program.row_upper
    rows, columns = np.nonzero(program.matrix)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=lp.num_row_))]).astype(np.int32)
    lp.a_matrix_.index_ = columns.astype(np.int32)
    lp.a_matrix_.value_ = program.matrix[rows, columns].astype(np.float64)
    if program.whole is not None:
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        lp.integrality_ = [kinds[int(one)] for one in program.whole]
    return lp
