"""Programs for outsiders, put together from the very modules that the site runs: one file, standard library only."""

from __future__ import annotations

import ast
import importlib.util
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path


class BundleError(ValueError):
    """The modules cannot be joined into one file; the message names the clash."""


@dataclass(frozen=True)
class Section:
    """One module as it will stand in the file."""

    name: str
    source: str
    names: frozenset[str]  # top-level names it defines


def bundle(modules: Iterable[str], main: str, *, header: str, upcasters: Mapping[str, str] | None = None) -> str:
    """The text of a program: `header` (its docstring), `modules` in their order of use, then `main(argv)`.

    With `upcasters`, the module of each register’s: they stand in it too, and `main` is given them as a table. Raises
    BundleError if two modules define the same name, or if one needs something that is not in the file.
    """
    wanted = list(modules)
    # A room's registers may share one module of upcasters: it stands once.
    found = upcasters or {}
    tables = {module: "UPCASTERS_" + re.sub(r"\W", "_", module) for module in sorted(set(found.values()))}
    sections = [section(name, wanted) for name in wanted]
    sections += [_renamed(section(module, wanted), table) for module, table in tables.items()]
    seen: dict[str, str] = {}
    for one in sections:
        for name in sorted(one.names):
            if name in seen:
                raise BundleError(f"{one.name} and {seen[name]} both define {name}")
            seen[name] = one.name
    parts = [header]
    parts += [f"\n# {'-' * 20} {one.name}\n\n{one.source}\n" for one in sections]
    given = ""
    if upcasters is not None:
        rows = "".join(f'    "{register}": {tables[module]},\n' for register, module in sorted(found.items()))
        parts.append(f"\nBUNDLED_UPCASTERS = {{\n{rows}}}\n")
        given = ", BUNDLED_UPCASTERS"
    parts.append(f'\nif __name__ == "__main__":\n    sys.exit({main}(sys.argv[1:]{given}))\n')
    text = "".join(parts)
    compile(text, "<bundle>", "exec")
    return text


def section(name: str, wanted: list[str]) -> Section:
    """One module without its imports from the house; what it borrows from other sections is called by its bare name."""
    text = source_of(name)
    tree = ast.parse(text)
    cuts: list[tuple[int, int]] = []
    starts = _line_starts(text)
    aliases: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and _ours(node.module or ""):
            aliases |= _borrowed(node, name, wanted)
            cuts.append(_span(node, starts))
        elif isinstance(node, ast.ImportFrom) and node.module == "__future__":
            cuts.append(_span(node, starts))
        elif isinstance(node, ast.Import) and any(_ours(one.name) for one in node.names):
            raise BundleError(f"{name}: line {node.lineno}: write `from … import …`")
    for inner in ast.walk(tree):
        if isinstance(inner, ast.Attribute) and isinstance(inner.value, ast.Name) and inner.value.id in aliases:
            start = starts[inner.value.lineno - 1] + _column(text, starts, inner.value)
            cuts.append((start, start + len(inner.value.id) + 1))
    for start, end in sorted(cuts, reverse=True):
        text = text[:start] + text[end:]
    doc = ast.get_docstring(tree, clean=False)
    if doc is not None:
        text = text.replace(f'"""{doc}"""', "\n".join(f"# {line}".rstrip() for line in doc.strip().split("\n")), 1)
    return Section(name, text.strip("\n"), frozenset(_defined(tree)))


def _renamed(one: Section, table: str) -> Section:
    """An upcasters module whose table has a name of its own in the file."""
    names = (one.names - {"UPCASTERS"}) | {table}
    return Section(one.name, re.sub(r"\bUPCASTERS\b", table, one.source), frozenset(names))


def source_of(name: str) -> str:
    """A module's text, without importing it."""
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise BundleError(f"there is no module {name}")
    return Path(spec.origin).read_text(encoding="utf-8")


def _ours(module: str) -> bool:
    return module == "chapitre" or module.startswith("chapitre.")


def _borrowed(node: ast.ImportFrom, name: str, wanted: list[str]) -> set[str]:
    """The modules that an import brings in by name (`from package import module`). Raises BundleError."""
    modules: set[str] = set()
    for one in node.names:
        whole = f"{node.module}.{one.name}"
        if one.asname is not None:
            raise BundleError(f"{name}: line {node.lineno}: no `as` in a module that a program carries")
        if whole in wanted:
            modules.add(one.name)
        elif node.module not in wanted and not _reexported(str(node.module), one.name, wanted):
            raise BundleError(f"{name}: line {node.lineno}: {whole} is not in the file")
    return modules


def _reexported(package: str, name: str, wanted: list[str]) -> bool:
    """Whether a package's __init__ hands on a name of a module that the file holds."""
    for node in ast.parse(source_of(package)).body:
        if isinstance(node, ast.ImportFrom) and node.module in wanted and any(one.name == name for one in node.names):
            return True
    return False


def _defined(tree: ast.Module) -> Iterable[str]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id


def _line_starts(text: str) -> list[int]:
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    return starts


def _column(text: str, starts: list[int], node: ast.Name) -> int:
    """A node's column in characters: Python counts it in UTF-8 bytes."""
    line = text[starts[node.lineno - 1] : starts[node.lineno]]
    return len(line.encode()[: node.col_offset].decode())


def _span(node: ast.stmt, starts: list[int]) -> tuple[int, int]:
    return starts[node.lineno - 1], starts[(node.end_lineno or node.lineno)]
