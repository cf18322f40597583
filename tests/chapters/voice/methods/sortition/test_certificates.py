"""A certificate can be honest or useless, never deceitful: whatever the multipliers, the bound is above the truth."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chapitre.chapters.voice.methods.sortition.certificates import (
    Certificate,
    CertificateError,
    Claim,
    ProvedCut,
    check_cut,
    most_weight,
)
from chapitre.chapters.voice.methods.sortition.certjson import certificate_of, json_of
from chapitre.chapters.voice.methods.sortition.checking import check_certificate
from chapitre.chapters.voice.methods.sortition.frames import Frame, frame_of
from chapitre.chapters.voice.methods.sortition.panels import draw_panels
from chapitre.chapters.voice.methods.sortition.pools import Pool, Quota, grouped
from chapitre.chapters.voice.methods.sortition.proofs import SCALE, proved
from chapitre.chapters.voice.methods.sortition.space import Cut, space_of
from tests.chapters.voice.methods.sortition.oracle import every_panel
from tests.chapters.voice.methods.sortition.small import edge_pools, small_pools, triangle


def group_panels(pool: Pool, seats: int) -> list[list[int]]:
    """All panels, as members a group."""
    merged = grouped(pool)
    own = merged.of_person()
    return [
        np.bincount([own[one] for one in panel], minlength=len(merged.groups)).tolist()
        for panel in every_panel(pool, seats)
    ]


@given(small_pools() | edge_pools(), st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_multipliers_prove_too_much(case: tuple[Pool, int], data: st.DataObject) -> None:
    pool, seats = case
    frame = frame_of(pool, seats, grouped(pool))
    numbers = st.integers(-9, 9)
    weights = {group: data.draw(numbers) for group in range(len(frame.sizes))}
    rows = {row: data.draw(numbers) for row in range(len(frame.rows))}
    bound = most_weight(frame, weights, rows, {}, [], [0] * len(frame.caps), frame.caps)
    for panel in group_panels(pool, seats):
        assert sum(weights[group] * many for group, many in enumerate(panel)) <= bound


@given(edge_pools(), st.data())
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_true_cuts_are_proved_and_false_ones_never(case: tuple[Pool, int], data: st.DataObject) -> None:
    pool, seats = case
    frame = frame_of(pool, seats, grouped(pool))
    space = space_of(frame)
    weights = np.array([data.draw(st.integers(0, 3)) for _ in frame.sizes])
    heaviest = max(int(weights @ np.array(panel)) for panel in group_panels(pool, seats))
    check_cut(frame, proved(frame, space, Cut(weights, heaviest), []), [], SCALE)
    false = proved(frame, space, Cut(weights, heaviest - 1), [])
    with pytest.raises(CertificateError):
        check_cut(frame, false, [], SCALE)
    cases = proved(frame, space, Cut(weights, heaviest), []).cases
    with pytest.raises(CertificateError):
        check_cut(frame, ProvedCut(false.weights, heaviest - 1, cases), [], SCALE)


def made(pool: Pool, seats: int, method: str = "leximin") -> tuple[Frame, Certificate]:
    found = draw_panels(pool, seats, 5, method, "essai").certificate
    assert found is not None
    return frame_of(pool, seats, grouped(pool)), found


def test_it_says_so_when_a_cut_has_no_proof() -> None:
    frame, certificate = made(*triangle())
    assert certificate.cuts
    bare = replace(certificate, cuts=tuple(replace(cut, cases=None) for cut in certificate.cuts))
    assert not check_certificate(frame, bare, "leximin").complete


def test_altered_proofs_are_refused(jury_pool: Pool) -> None:
    frame, certificate = made(jury_pool, 22)
    assert check_certificate(frame, certificate, "leximin").slack < 1e-9
    first, second, *_ = certificate.claims
    wrong = [
        replace(certificate, claims=certificate.claims[:-1]),
        replace(certificate, claims=(second, *certificate.claims)),
        replace(certificate, claims=(replace(first, fixed=first.fixed[1:]), *certificate.claims[1:])),
        replace(certificate, chances=certificate.chances[1:]),
        replace(certificate, chances=(certificate.chances[0] / 2, *certificate.chances[1:])),
        replace(certificate, claims=(replace(first, kept={5: 1}), *certificate.claims[1:])),
        replace(certificate, claims=(replace(first, kind="surest"), *certificate.claims[1:])),
        replace(
            certificate, claims=(replace(first, cuts={0: -1}), *certificate.claims[1:]), cuts=(ProvedCut({}, 0, None),)
        ),
    ]
    for one in wrong:
        with pytest.raises(CertificateError):
            check_certificate(frame, one, "leximin")
    shaken = replace(first, rows={row: times + 10**11 for row, times in first.rows.items()})
    assert (
        check_certificate(frame, replace(certificate, claims=(shaken, *certificate.claims[1:])), "leximin").slack > 1e-3
    )


def forged(certificate: Certificate, number: int, **changes: object) -> Certificate:
    """The certificate with one claim changed."""
    claims = list(certificate.claims)
    claims[number] = replace(claims[number], **changes)  # type: ignore[arg-type]
    return replace(certificate, claims=tuple(claims))


def refused(frame: Frame, certificate: Certificate, method: str, why: str) -> None:
    with pytest.raises(CertificateError, match=why):
        check_certificate(frame, certificate, method)


def test_forged_levels_are_refused(made_pool: Pool) -> None:
    """Each of these would prove too little a chance to be the fairest, if nobody looked."""
    frame, certificate = made(made_pool, 22)
    first, second, *_ = certificate.claims
    aliased = {group - len(frame.sizes): weight for group, weight in first.weights.items()}
    away = (group - len(frame.sizes) for group in first.fixed)
    refused(frame, forged(certificate, 0, weights=aliased, fixed=tuple(away)), "leximin", "not there")
    for number in (-1, len(frame.rows)):
        refused(frame, forged(certificate, 0, rows={**first.rows, number: 1}), "leximin", "not there")
    refused(frame, forged(certificate, 0, cuts={0: 1}), "leximin", "not there")
    refused(frame, forged(certificate, 0, ceiling=max(certificate.chances)), "leximin", "ceiling")
    swapped = replace(certificate, claims=(second, first, *certificate.claims[2:]))
    refused(frame, swapped, "leximin", "lower than the one before|holds what no level")
    for scale in (0, -1):
        refused(frame, replace(certificate, scale=scale), "leximin", "scale")


def test_unfair_levels_in_another_order_are_refused() -> None:
    """Two people, one seat: the first can have no more than all of it, the second then no more than none."""
    pool = Pool((Quota("c", "a", 0, 1), Quota("c", "b", 0, 1)), ((0,), (1,)))
    frame = frame_of(pool, 1, grouped(pool))
    row, whole, none = {2: 1}, Fraction(1), Fraction(0)
    first = Claim("level", whole, {0: 1}, {}, row, {}, (0,))
    second = Claim("level", none, {1: 1}, {0: 1}, row, {}, (1,))
    refused(frame, Certificate(1, (whole, none), (), (first, second)), "leximin", "lower than the one before")
    fair = Claim("level", Fraction(1, 2), {0: 1, 1: 1}, {}, row, {}, (0, 1))
    assert check_certificate(frame, Certificate(1, (Fraction(1, 2),) * 2, (), (fair,)), "leximin").slack == 0


def test_a_forged_cut_is_refused() -> None:
    """A weight on the last place but counted from the end would be proved by nothing, and then cut the last group."""
    frame, certificate = made(*triangle())
    last = len(frame.sizes) - 1
    alias = ProvedCut({last - len(frame.sizes): 1}, 0, (({}, {}),))
    refused(frame, replace(certificate, cuts=(alias,)), "leximin", "not there")
    ahead = replace(certificate.cuts[0], cases=(({}, {0: 1}),))
    refused(frame, replace(certificate, cuts=(ahead, *certificate.cuts[1:])), "leximin", "not there")


def test_forged_ends_are_refused(made_pool: Pool) -> None:
    frame, certificate = made(made_pool, 22, "goldilocks")
    spread = next(place for place, claim in enumerate(certificate.claims) if claim.kind == "spread")
    claim = certificate.claims[spread]
    refused(frame, forged(certificate, spread, value=claim.value / 2), "goldilocks", "not as near")
    refused(frame, forged(certificate, spread, weights={**claim.weights, 0: -1}), "goldilocks", "wrong way")
    refused(frame, forged(certificate, spread, kept={**claim.kept, 0: 1}), "goldilocks", "wrong way")
    last = len(certificate.claims) - 1
    refused(frame, forged(certificate, last, ceiling=max(certificate.chances) / 2), "goldilocks", "ceiling")

    frame, certificate = made(made_pool, 22, "nash")
    product = certificate.claims[-1]
    away = {group: -weight for group, weight in product.weights.items()}
    refused(frame, forged(certificate, -1, kept=away), "nash", "chances alone")
    bare = replace(certificate, chances=(Fraction(0), *certificate.chances[1:]))
    refused(frame, bare, "nash", "never does")

    frame, certificate = made(made_pool, 22, "maximin")
    lowest = min(certificate.chances)
    lower = tuple(chance / 2 if chance == lowest else chance for chance in certificate.chances)
    refused(frame, replace(certificate, chances=lower), "maximin", "not the one claimed")


@pytest.mark.parametrize("method", ["leximin", "maximin", "nash", "goldilocks"])
def test_there_and_back_as_json(method: str) -> None:
    frame, certificate = made(*triangle(2), method)
    again = certificate_of(json_of(certificate))
    assert again == certificate
    check_certificate(frame, again, method)


@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=4),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(["scale", "chances", "cuts", "claims", "kind", "weights", "1", "rows"]),
                inner,
                max_size=5,
            )
        ),
        max_leaves=12,
    )
)
def test_anything_else_is_refused(value: object) -> None:
    with pytest.raises(CertificateError):
        certificate_of(value)
