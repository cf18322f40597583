"""verify.py is put together from these modules: they must stand in one file, on the standard library alone."""

import ast
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from chapitre.kernel.rules import Field, Schema, parse, to_python_filter

# What a standalone program needs to check rules and generate their Python, each module after those it imports.
BUNDLE = ["nodes", "schema", "oracle", "intervals", "check", "runtime", "python"]
EVERY = sorted(path.stem for path in Path(__file__).parents[3].glob("chapitre/kernel/rules/*.py"))


def module_tree(name: str) -> ast.Module:
    path = import_module(f"chapitre.kernel.rules.{name}" if name != "__init__" else "chapitre.kernel.rules").__file__
    assert path is not None
    return ast.parse(Path(path).read_text())


def top_names(tree: ast.Module) -> list[str]:
    names: list[str] = []
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.append(node.name)
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        for target in targets:
            names += [one.id for one in ast.walk(target) if isinstance(one, ast.Name)]
    return names


@pytest.mark.parametrize("name", EVERY)
def test_imports_are_the_standard_library_or_absolute(name: str) -> None:
    for node in ast.walk(module_tree(name)):
        roots = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0
            roots = [str(node.module)]
        for root in roots:
            assert root.startswith("chapitre.kernel.rules") or root.split(".")[0] in sys.stdlib_module_names, root


def test_no_two_modules_define_the_same_name() -> None:
    every = [name for module in BUNDLE for name in top_names(module_tree(module))]
    assert sorted(every) == sorted(set(every))


def test_they_run_put_together() -> None:
    lines = ["from __future__ import annotations"]
    for name in BUNDLE:
        tree = module_tree(name)
        tree.body = [
            node
            for node in tree.body
            if not (isinstance(node, ast.ImportFrom) and str(node.module).startswith("chapitre"))
            and not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
        ]
        lines.append(ast.unparse(tree))
    bundle = ModuleType("bundle")
    sys.modules["bundle"] = bundle  # where dataclasses look their module up
    try:
        exec(compile("\n".join(lines), "bundle.py", "exec"), vars(bundle))
    finally:
        del sys.modules["bundle"]
    schema = Schema("tests", [Field("d", "date"), Field("n", "int", 0, 9)])
    source = parse("months_between(d, today) >= 36 and n in [1, 2]")
    again = bundle.schema_from_json(schema.to_json())
    written = bundle.to_python_filter(source, again)
    assert written == to_python_filter(source, schema)
    row = {"d": "2020-01-31", "n": 2, "today": "2023-01-31"}
    assert eval(written, vars(bundle), row) is True
