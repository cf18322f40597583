"""Checks a certificate, and that panels are what they are said to be. Whole numbers and fractions; no solver."""

from __future__ import annotations

from collections.abc import Sequence
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
    """Raises CertificateError at the first thing that does not hold."""
    if len(certificate.chances) != len(frame.sizes):
        raise CertificateError("the certificate is of another pool")
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
    _check_claims(frame, certificate, method)
    return Checked(slack, complete, lowest)


def _check_claims(frame: Frame, certificate: Certificate, method: str) -> None:
    """That the claims together say what the method promises."""
    fixed: dict[int, Fraction] = {}
    for claim in certificate.claims:
        if claim.kind != "level":
            continue
        if not set(claim.kept) <= set(fixed):
            raise CertificateError("a level holds what no level before it fixed")
        for group in claim.fixed:
            if group in fixed or (claim.value != certificate.chances[group] and method in ("leximin", "goldilocks")):
                raise CertificateError("a level does not give the chance aimed at")
            fixed[group] = claim.value
    if method in ("leximin", "goldilocks") and len(fixed) != len(frame.sizes):
        raise CertificateError("the levels leave out a group")
    if not any(claim.kind == LAST_CLAIM.get(method) for claim in certificate.claims):
        raise CertificateError(f"nothing here proves that this is {method}")


def check_panels(pool: Pool, seats: int, panels: Sequence[Sequence[int]]) -> str:
    """The first panel that breaks a rule, in French; nothing if none does."""
    for number, panel in enumerate(panels):
        if wrong := broken(pool, seats, panel):
            return f"panel {number} : {wrong}"
    return ""
