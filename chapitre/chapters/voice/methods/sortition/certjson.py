"""A certificate as JSON, and back: whole numbers, and fractions as text."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

from chapitre.chapters.voice.methods.sortition.certificates import (
    Certificate,
    CertificateError,
    Claim,
    Numbers,
    ProvedCut,
)

FRACTION = re.compile(r"[0-9]{1,30}(?:/[1-9][0-9]{0,29})?")


def json_of(certificate: Certificate) -> dict[str, Any]:
    """What `json.dumps` writes."""
    return {
        "scale": certificate.scale,
        "chances": [str(one) for one in certificate.chances],
        "cuts": [
            {
                "weights": _keyed(cut.weights),
                "most": cut.most,
                "cases": None if cut.cases is None else _cases(cut.cases),
            }
            for cut in certificate.cuts
        ],
        "claims": [
            {
                "kind": claim.kind,
                "value": str(claim.value),
                "fixed": list(claim.fixed),
                "weights": _keyed(claim.weights),
                "kept": _keyed(claim.kept),
                "rows": _keyed(claim.rows),
                "cuts": _keyed(claim.cuts),
                "ceiling": None if claim.ceiling is None else str(claim.ceiling),
            }
            for claim in certificate.claims
        ],
    }


def certificate_of(value: Any) -> Certificate:
    """The certificate that JSON holds. Raises CertificateError."""
    try:
        return Certificate(
            _whole(value["scale"]),
            tuple(_fraction(one) for one in value["chances"]),
            tuple(_cut(one) for one in value["cuts"]),
            tuple(_claim(one) for one in value["claims"]),
        )
    except (KeyError, TypeError, AttributeError, IndexError, ValueError) as error:
        raise CertificateError("this is not a certificate") from error


def _keyed(numbers: Numbers) -> dict[str, int]:
    return {str(place): number for place, number in numbers.items()}


def _cases(cases: tuple[tuple[Any, Any], ...]) -> list[list[Any]]:
    return [[one, two] if isinstance(one, int) else [_keyed(one), _keyed(two)] for one, two in cases]


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise CertificateError("a whole number was expected")
    return value


def _fraction(value: Any) -> Fraction:
    if not isinstance(value, str) or not FRACTION.fullmatch(value):
        raise CertificateError("a fraction was expected")
    return Fraction(value)


def _numbers(value: Any) -> Numbers:
    return {int(place): _whole(number) for place, number in value.items()}


def _cut(value: Any) -> ProvedCut:
    cases = value["cases"]
    if cases is not None:
        cases = tuple(
            (_whole(one), _whole(two)) if isinstance(one, int) else (_numbers(one), _numbers(two)) for one, two in cases
        )
    return ProvedCut(_numbers(value["weights"]), _whole(value["most"]), cases)


def _claim(value: Any) -> Claim:
    ceiling = value["ceiling"]
    return Claim(
        str(value["kind"]),
        _fraction(value["value"]),
        _numbers(value["weights"]),
        _numbers(value["kept"]),
        _numbers(value["rows"]),
        _numbers(value["cuts"]),
        tuple(_whole(one) for one in value["fixed"]),
        None if ceiling is None else _fraction(ceiling),
    )
