"""Whether figures agree with one another: an identity's two sides, from the figures' values. Pure, standard library.

verify.py carries this module: an identity is plain JSON, `{"sign": "<=", "left": formula, "right": formula}`; a sign of
"" only prints the left side.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from chapitre.kernel.figures.compute import Computed, quotient


def weigh_identity(identity: Mapping[str, Any], computed: Mapping[str, Computed], today: date) -> dict[str, Any]:
    """`left_value` and `right_value` as [numerator, denominator], and whether the identity `holds`.

    None where a side is unknown, or where nothing is claimed.
    """
    left = quotient(identity["left"], {}, computed, today)
    right = quotient(identity["right"], {}, computed, today) if identity["sign"] else None
    holds = None
    if left is not None and right is not None:
        gap = left[0] * right[1] - right[0] * left[1]
        holds = {"==": gap == 0, "<=": gap <= 0, ">=": gap >= 0}[identity["sign"]]
    return {"left_value": left and list(left), "right_value": right and list(right), "holds": holds}
