"""A guarantor's folder: what is changed in it, or in the file that binds the town to it, is told by number."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chapitre.chapters.voice.methods import sortition
from chapitre.chapters.voice.methods.folders import BadFolder, manifest, unzipped, zipped
from chapitre.chapters.voice.methods.openings import commitment
from chapitre.chapters.voice.methods.publishing import published
from chapitre.chapters.voice.methods.sortition import Pool, Quota
from chapitre.chapters.voice.methods.vouching import vouched

QUOTAS = (Quota("genre", "femme", 1, 2), Quota("genre", "homme", 1, 2), Quota("âge", "jeune", 0, 3))
SALTS = [hashlib.sha256(bytes([number])).hexdigest() for number in range(8)]
ANSWERS = [[["âge", "jeune"], ["genre", "femme" if number % 2 else "homme"]] for number in range(8)]
ORDER = sorted(range(8), key=lambda one: commitment(SALTS[one], ANSWERS[one]))
OPENINGS = [{"features": ANSWERS[one], "salt": SALTS[one]} for one in ORDER]
POOL = Pool(QUOTAS, tuple((int(one % 2 == 0), 2) for one in ORDER))


def made() -> tuple[dict[str, bytes], bytes]:
    found = sortition.draw_panels(POOL, 3, 12, seed="essai")
    plan = (2, sortition.Dropout(0.15), "essai")
    lists = sortition.choose_alternates(POOL, 3, found.panels, *plan, sortition.Watch())
    report = sortition.report_of(found, POOL, "essai", 1.0) | sortition.expected_of(found, POOL, lists, *plan)
    openings = json.dumps(OPENINGS, ensure_ascii=False).encode()
    files = {**sortition.pool_files(POOL), **sortition.files_of(found, report, lists), "openings.json": openings}
    return files, published("jury", POOL, files).encode()


FILES, BODY = made()


def english(files: dict[str, bytes], body: bytes = BODY) -> str:
    return "\n".join(problem.message("en") for problem in vouched(POOL, files, body))


def test_what_was_made_holds() -> None:
    assert english(FILES) == ""
    assert english(unzipped(zipped(FILES))) == ""
    assert zipped(FILES) == zipped(dict(reversed(FILES.items())))
    assert manifest(FILES).decode().splitlines()[0].endswith("  alternates.csv")


def told(**changes: Any) -> bytes:
    return json.dumps(json.loads(BODY) | changes).encode()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"folder": "ab" * 32}, "the town is bound to another folder"),
        ({"quotas": []}, "these are not the quotas"),
        ({"seats": 4}, "the published figures are not those"),
        ({"fairness": {}}, "the published figures are not those"),
        ({"panels": [[1, 2, 3]] * 12}, "these are not the published panels"),
        ({"pool": json.loads(BODY)["pool"][:-1]}, "8 openings and 8 volunteers, the published list has 7"),
        ({"waiting": json.loads(BODY)["waiting"] | {"dropout": 20}}, "these are not the alternates that were sealed"),
        ({"waiting": json.loads(BODY)["waiting"] | {"seals": []}}, "these are not the alternates that were sealed"),
        ({"root": ""}, "the list does not give its root"),
        ({"pool": None}, "this is not a file of panels"),
    ],
)
def test_each_word_of_the_public_file_is_held_to_the_folder(changes: dict[str, Any], said: str) -> None:
    assert said in english(FILES, told(**changes))


def changed(number: int, **values: Any) -> dict[str, bytes]:
    rows = [row | values if place == number - 1 else row for place, row in enumerate(OPENINGS)]
    return {**FILES, "openings.json": json.dumps(rows, ensure_ascii=False).encode()}


def test_an_answer_or_a_salt_that_is_not_the_volunteer_s_own_is_told_by_number() -> None:
    assert "number 3 does not open the published commitment" in english(changed(3, salt="00" * 32))
    assert "number 5 does not open the published commitment" in english(changed(5, features=[["genre", "autre"]]))
    people = FILES["respondents.csv"].decode().splitlines()
    row = people[2]
    people[2] = row.replace("femme", "homme") if "femme" in row else row.replace("homme", "femme")
    files = {**FILES, "respondents.csv": "\n".join(people).encode()}
    reading = sortition.read_pool(files["categories.csv"], files["respondents.csv"])
    assert reading.pool is not None
    found = [problem.en for problem in vouched(reading.pool, files, BODY)]
    assert "number 2 did not answer what respondents.csv says" in found


@given(st.sampled_from(sorted(FILES)), st.data())
@settings(max_examples=120, deadline=None)
def test_one_byte_of_the_folder_is_seen_by_its_hash(name: str, data: st.DataObject) -> None:
    text = FILES[name]
    place = data.draw(st.integers(0, len(text) - 1))
    files = {**FILES, name: text[:place] + bytes([text[place] ^ 1]) + text[place + 1 :]}
    assert "the town is bound to another folder" in english(files)
    assert "these hashes are not those of the files" in english({**files, "SHA256SUMS": manifest(FILES)})


@given(st.binary(max_size=80) | st.recursive(st.none() | st.integers() | st.text(max_size=5), st.lists).map(
    lambda value: json.dumps(value).encode()))  # fmt: skip
@settings(max_examples=150, deadline=None)
def test_no_bytes_are_ever_a_traceback(data: bytes) -> None:
    assert vouched(POOL, FILES, data)
    assert vouched(POOL, {**FILES, "openings.json": data, "report.json": data}, BODY)
    assert vouched(POOL, {**FILES, "panels.csv": data}, BODY)
    with pytest.raises(BadFolder):
        unzipped(data)


ODD = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 99) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(sorted(set(json.loads(BODY)) - {"format", "jury"})), ODD)
@settings(max_examples=200, deadline=None)
def test_no_word_of_the_public_file_is_a_traceback(name: str, value: Any) -> None:
    if json.loads(BODY)[name] != value:
        assert vouched(POOL, FILES, told(**{name: value}))
