"""verify.py is one file made of the site's own modules."""

from __future__ import annotations

import ast
import sys

import pytest

from chapitre.kernel import bundle as bundling
from chapitre.kernel.bundle import BundleError, bundle, section
from chapitre.report.edition.publish import VERIFIER, verifier


def test_it_imports_the_standard_library_only() -> None:
    tree = ast.parse(verifier())
    for node in ast.walk(tree):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [one.name for one in node.names] if isinstance(node, ast.Import) else []
        for name in names:
            assert name.split(".")[0] in sys.stdlib_module_names | {"__future__"}, name


def test_it_is_the_modules_and_no_second_copy() -> None:
    text = verifier()
    for name in VERIFIER:
        assert section(name, list(VERIFIER)).source in text


def test_two_modules_with_one_name_do_not_join(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {"a": "def same(): ...\n", "b": "def same(): ...\n"}
    monkeypatch.setattr(bundling, "source_of", texts.__getitem__)
    with pytest.raises(BundleError, match="same"):
        bundle(["a", "b"], "same", header="")


def test_what_is_not_in_the_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {"a": "from chapitre.kernel.clock import now\n", "chapitre.kernel.clock": ""}
    monkeypatch.setattr(bundling, "source_of", texts.__getitem__)
    with pytest.raises(BundleError, match="now"):
        bundle(["a"], "main", header="")


def test_borrowed_modules_lose_their_prefix(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {"chapitre.x": "def é(): return 1\n", "b": 'from chapitre import x\n\ny = "é" + str(x.é())\n'}
    monkeypatch.setattr(bundling, "source_of", texts.__getitem__)
    assert 'y = "é" + str(é())' in section("b", ["chapitre.x", "b"]).source
