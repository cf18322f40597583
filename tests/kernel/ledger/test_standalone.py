"""The pure modules can be laid end to end into one file that needs nothing but Python: verify.py is made of them."""

import ast
import importlib
import inspect
import subprocess
import sys
from pathlib import Path

from tests.kernel.ledger.test_notes import PETER, PETER_LINE, TEXT

PURE = ["canonical", "merkle", "ed25519", "notes", "tlogproof", "commitments", "rotation"]  # in order of need


def module_tree(name: str) -> ast.Module:
    module = importlib.import_module(f"chapitre.kernel.ledger.{name}")
    return ast.parse(inspect.getsource(module))


def top_level_names(tree: ast.Module) -> list[str]:
    found: list[str] = []
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.append(node.name)
        elif isinstance(node, ast.Assign):
            found += [target.id for target in node.targets if isinstance(target, ast.Name)]
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found.append(node.target.id)
    return found


def test_top_level_names_are_unique() -> None:
    names = [name for module in PURE for name in top_level_names(module_tree(module))]
    assert sorted(names) == sorted(set(names))


def test_they_import_the_standard_library_and_each_other() -> None:
    for module in PURE:
        for node in ast.walk(module_tree(module)):
            if isinstance(node, ast.Import):
                assert all(name.name in sys.stdlib_module_names for name in node.names), module
            elif isinstance(node, ast.ImportFrom):
                source = node.module or ""
                inside = source.removeprefix("chapitre.kernel.ledger.") in PURE
                assert node.level == 0
                assert inside or source.partition(".")[0] in sys.stdlib_module_names, module
                assert all(name.asname is None for name in node.names), module
                assert source != "__future__", module


def test_laid_end_to_end_they_verify_a_note(tmp_path: Path) -> None:
    parts = []
    for module in PURE:
        tree = module_tree(module)
        tree.body = [
            node
            for node in tree.body
            if not (isinstance(node, ast.ImportFrom) and (node.module or "").startswith("chapitre."))
        ]
        parts.append(ast.unparse(tree))
    note = f"{TEXT}\n{PETER_LINE}"
    parts.append(f"assert open_note({note!r}, [parse_vkey({PETER!r})])[0] == {TEXT!r}")
    parts.append("assert root([leaf_hash(b'')]).hex().startswith('6e340b9c')")
    file = tmp_path / "verify.py"
    file.write_text("\n".join(parts), encoding="utf-8")
    subprocess.run([sys.executable, "-I", "-W", "error", str(file)], check=True, cwd=tmp_path)
