"""A certificate can be honest or useless, never deceitful: whatever the multipliers, the bound is above the truth."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chapitre.chapters.voice.methods.sortition.certificates import (
    Certificate,
    CertificateError,
    ProvedCut,
    check_cut,
    most_weight,
)
from chapitre.chapters.voice.methods.sortition.certjson import certificate_of, json_of
from chapitre.chapters.voice.methods.sortition.checking import check_certificate
from chapitre.chapters.voice.methods.sortition.frames import Frame, frame_of
from chapitre.chapters.voice.methods.sortition.panels import draw_panels
from chapitre.chapters.voice.methods.sortition.pools import Pool, grouped
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
