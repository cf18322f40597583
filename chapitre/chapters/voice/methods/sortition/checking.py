"""Checks a certificate, and that panels are what they are said to be. Whole numbers and fractions; no solver."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from chapitre.chapters.voice.methods.sortition.certificates import (
    Certificate,
    CertificateError,
    ProvedCut,
    check_cut,
    claim_bound,
)
from chapitre.chapters.voice.methods.sortition.frames import Frame
from chapitre.chapters.voice.methods.sortition.pools import Pool, broken

LAST_CLAIM = {"leximin": "level", "maximin": "level", "goldilocks": "spread", "nash": "product"}
LEXIMIN = ("leximin", "goldilocks")  # every chance is on a level
ROUNDING = Fraction(1, 10**9)  # chances are published with twelve decimals; those who made them reckoned in floats


@dataclass(frozen=True)
class Checked:
    """What a certificate proves.

    `slack`: the most by which a claim could still be bettered; `complete`: every cut comes with its proof;
    `lowest`: a chance that no lottery gives to all who can sit.
    """

    slack: Fraction
    complete: bool
    lowest: Fraction


def check_certificate(frame: Frame, certificate: Certificate, method: str) -> Checked:
    """Raises CertificateError at the first thing that does not hold, whoever made the certificate."""
    if len(certificate.chances) != len(frame.sizes):
        raise CertificateError("the certificate is of another pool")
    _check_places(frame, certificate)
    known: list[ProvedCut] = []
    complete = True
    for cut in certificate.cuts:
        if cut.cases is None:
            complete = False
        else:
            check_cut(frame, cut, known, certificate.scale)
        known.append(cut)
    slack, lowest = Fraction(0), Fraction(0)
    never: set[int] = set()
    for claim in certificate.claims:
        bound, shut = claim_bound(frame, claim, certificate, never)
        never |= shut
        gap = claim.value - bound if claim.kind == "spread" else bound - claim.value
        slack = max(slack, gap)
        if claim.kind == "level" and not lowest:
            lowest = max(Fraction(0), bound) if claim.value else Fraction(0)
    _check_levels(certificate, method)
    _check_ends(frame, certificate, method)
    return Checked(slack, complete, lowest)


def _check_places(frame: Frame, certificate: Certificate) -> None:
    """That every place named is one: Python would take -1 for the last, and a weight on it would count for nothing."""
    groups, rows = range(len(frame.sizes)), range(len(frame.rows))
    if certificate.scale < 1:
        raise CertificateError("the scale is not positive")
    named: list[tuple[Iterable[int], range]] = []
    for number, cut in enumerate(certificate.cuts):
        named.append((cut.weights, groups))
        for first, second in cut.cases or ():
            named += [((first,), groups)] if isinstance(first, int) else [(first, rows), (second, range(number))]
    for claim in certificate.claims:
        named += [(one, groups) for one in (claim.weights, claim.kept, claim.fixed)]
        named += [(claim.rows, rows), (claim.cuts, range(len(certificate.cuts)))]
    if any(place not in places for those, places in named for place in those):
        raise CertificateError("the certificate names a place that is not there")


def _check_levels(certificate: Certificate, method: str) -> None:
    """That the levels rise, each holding only what those before it fixed, and give the chances aimed at."""
    fixed: dict[int, Fraction] = {}
    before = Fraction(0)
    for claim in certificate.claims:
        if claim.ceiling is not None and (method != "goldilocks" or claim.ceiling < max(certificate.chances)):
            raise CertificateError("a ceiling leaves out fair lotteries")
        if claim.kind != "level":
            continue
        if not set(claim.kept) <= set(fixed):
            raise CertificateError("a level holds what no level before it fixed")
        if claim.value < before - ROUNDING:
            raise CertificateError("a level is lower than the one before it")
        before = claim.value
        for group in claim.fixed:
            if group in fixed or (claim.value != certificate.chances[group] and method in LEXIMIN):
                raise CertificateError("a level does not give the chance aimed at")
            fixed[group] = claim.value
    if method in LEXIMIN and len(fixed) != len(certificate.chances):
        raise CertificateError("the levels leave out a group")


def _check_ends(frame: Frame, certificate: Certificate, method: str) -> None:
    """That the claim which says what the method promises is there, and that the chances aimed at keep it."""
    last = next((claim for claim in certificate.claims if claim.kind == LAST_CLAIM.get(method)), None)
    if last is None:
        raise CertificateError(f"nothing here proves that this is {method}")
    levels = [claim for claim in certificate.claims if claim.kind == "level"]
    never = {group for claim in levels if claim.value <= ROUNDING for group in claim.fixed}
    able = [chance for group, chance in enumerate(certificate.chances) if group not in never]
    if not able:
        return
    if min(able) <= 0:
        raise CertificateError("somebody who could sit never does")
    if method == "maximin" and min(able) < levels[-1].value - ROUNDING:
        raise CertificateError("the lowest chance is not the one claimed")
    if method == "goldilocks":
        ratio = Fraction(sum(frame.sizes), frame.seats)
        if ratio * max(able) + 1 / ratio / min(able) > last.value + last.value * ROUNDING:
            raise CertificateError("the ends are not as near as claimed")


def check_panels(pool: Pool, seats: int, panels: Sequence[Sequence[int]]) -> str:
    """The first panel that breaks a rule, in French; nothing if none does."""
    for number, panel in enumerate(panels):
        if wrong := broken(pool, seats, panel):
            return f"panel {number} : {wrong}"
    return ""
