"""The edition as a Data Package (datapackage.org): every file with its size and hash, every table with its columns."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from chapitre.kernel.records.registers import Register, registers
from chapitre.kernel.rules import Field
from chapitre.kernel.town import town
from chapitre.report.edition.book import Book
from chapitre.report.edition.manifest import digest_file, folder_files

PACKAGE = "datapackage.json"
TYPES = {"str": "string", "int": "integer", "bool": "boolean", "date": "date"}
MEDIA = {
    ".csv": "text/csv",
    ".parquet": "application/vnd.apache.parquet",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".html": "text/html",
    ".css": "text/css",
    ".pdf": "application/pdf",
    ".py": "text/x-python",
}


def write_package(draft: Path, book: Book) -> None:
    """Writes datapackage.json, which describes every other file but the manifest. French, like the text."""
    package = {
        "profile": "data-package",
        "name": f"bilan-{town().slug}-{book.number}",
        "title": f"Bilan du mandat, {town().name}, édition {book.number}",
        "description": "Le texte du bilan, ses chiffres, ses registres, et les écritures qui les prouvent.",
        "version": str(book.number),
        "created": f"{book.today.isoformat()}T00:00:00Z",
        "resources": [_resource(draft, path) for path in folder_files(draft)],
    }
    (draft / PACKAGE).write_text(json.dumps(package, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _resource(draft: Path, path: str) -> dict[str, Any]:
    digest, size = digest_file(draft / path)
    suffix = Path(path).suffix
    name = path.replace("/", "-").replace("_", "-").lower()
    found: dict[str, Any] = {"name": name, "path": path, "bytes": size, "hash": f"sha256:{digest}"}
    found["mediatype"] = MEDIA.get(suffix, "text/plain")
    register = registers.get(Path(path).name.removesuffix(suffix)) if path.startswith("registers/") else None
    if register is not None:
        found["title"], found["description"] = register.label[0], register.description[0]
    if register is None or suffix != ".csv":
        return found | {"type": "file"}  # one whole: what it holds is said by its own form
    return found | {
        "profile": "tabular-data-resource",
        "format": "csv",
        "encoding": "utf-8",
        "schema": _schema(register),
    }


def _schema(register: Register) -> dict[str, Any]:
    """A register's columns as a Table Schema."""
    key = {"name": "key", "type": "string", "title": "clé", "constraints": {"required": True, "unique": True}}
    fields = [key, *(_field(register, one) for one in register.rules.fields.values())]
    return {"fields": fields, "primaryKey": ["key"], "missingValues": [""]}


def _field(register: Register, declared: Field) -> dict[str, Any]:
    about = register.about[declared.name]
    found: dict[str, Any] = {"name": declared.name, "type": TYPES[declared.type], "title": about.label[0]}
    if about.help:
        found["description"] = about.help[0]
    if declared.type == "bool":
        found |= {"trueValues": ["true"], "falseValues": ["false"]}
    constraints: dict[str, Any] = {}
    if not declared.nullable and declared.type != "str":  # an empty text is written like an unknown one
        constraints["required"] = True
    if declared.values:
        constraints["enum"] = list(declared.values)
    if declared.type == "int":
        constraints |= {"minimum": declared.low, "maximum": declared.high}
    return found | ({"constraints": constraints} if constraints else {})
