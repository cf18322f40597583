"""The registers told to machines as tables: a Data Package (frictionless) and CSV on the Web."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from chapitre.kernel.records.registers import Register
from chapitre.kernel.town import town
from chapitre.kernel.words import said
from chapitre.opendata.catalogue import LICENCE, LICENCE_ID, LICENCE_URL, Dataset
from chapitre.opendata.fields import Column, columns

TABLE_TYPES = {"str": "string", "int": "integer", "bool": "boolean", "date": "date", "degrees": "number"}
CSVW_TYPES = {"str": "string", "int": "integer", "bool": "boolean", "date": "date", "degrees": "double"}

Address = Callable[[str], str]
"""The whole address of a file, from its name."""


# Data Package --------------------------------------------------------------------------------------------------------


def data_package(sets: Iterable[Dataset], address: Address) -> dict[str, Any]:
    """Every register's CSV as a resource, with its Table Schema."""
    return {
        "profile": "tabular-data-package",
        "name": f"{town().slug}-registres",
        "title": f"{town().name}, les registres de la Ville",
        "homepage": address(""),
        "licenses": [{"name": LICENCE_ID, "title": LICENCE, "path": LICENCE_URL}],
        "resources": [_resource(one, address) for one in sets],
    }


def _resource(one: Dataset, address: Address) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": one.name,
        "title": one.label,
        "description": one.sentence,
        "path": address(f"{one.name}.csv"),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": table_schema(one.register),
    }


def table_schema(register: Register) -> dict[str, Any]:
    """A register's Table Schema."""
    fields = [_field(column) for column in columns(register)]
    if register.geometry == "shape":
        fields.append({"name": "geometry", "type": "string", "title": "WKT", "description": "WKT, CRS84"})
    return {"fields": fields, "primaryKey": "key", "missingValues": [""]}


def _field(column: Column) -> dict[str, Any]:
    limits: dict[str, Any] = {}
    if column.required:
        limits["required"] = True
    if column.unique:
        limits["unique"] = True
    if column.codes:
        limits["enum"] = [code for code, _ in column.codes]
    elif column.type == "str" and column.longest:
        limits["maxLength"] = column.longest
    if column.low is not None:
        limits |= {"minimum": _number(column, column.low), "maximum": _number(column, column.high)}
    told: dict[str, Any] = {"name": column.name, "type": TABLE_TYPES[column.type], "title": column.label}
    if column.type == "bool":
        told |= {"trueValues": ["true"], "falseValues": ["false"]}
    if description := _description(column):
        told["description"] = description
    return told | ({"constraints": limits} if limits else {})


def _number(column: Column, value: int | None) -> float | int | None:
    return value / 1_000_000 if column.type == "degrees" and value is not None else value


def _description(column: Column) -> str:
    codes = "; ".join(f"{code} = {words}" for code, words in column.codes)
    return " ".join(part for part in (column.told, f"[{column.unit}]" if column.unit else "", codes) if part)


# CSV on the Web ------------------------------------------------------------------------------------------------------


def csvw(one: Dataset, address: Address) -> dict[str, Any]:
    """The metadata document of a register's CSV (W3C, Metadata Vocabulary for Tabular Data)."""
    told = [_column(column) for column in columns(one.register)]
    if one.register.geometry == "shape":
        told.append({"name": "geometry", "titles": "geometry", "datatype": "string", "dc:description": "WKT, CRS84"})
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "fr"}],
        "url": address(f"{one.name}.csv"),
        "dc:title": said(one.register.label, "fr"),
        "dc:description": said(one.register.description, "fr"),
        "dc:license": {"@id": LICENCE_URL},
        "dialect": {"encoding": "utf-8", "delimiter": ",", "header": True},
        "tableSchema": {"columns": told, "primaryKey": "key", "aboutUrl": address(one.name) + "#{key}"},
    }


def _column(column: Column) -> dict[str, Any]:
    told: dict[str, Any] = {"name": column.name, "titles": column.name, "datatype": _datatype(column)}
    told["dc:title"] = said(column.about.label, "fr")
    if description := _description(column):
        told["dc:description"] = description
    return told | ({"required": True} if column.required else {})


def _datatype(column: Column) -> Any:
    base = CSVW_TYPES[column.type]
    if column.codes:
        return {"base": base, "format": "|".join(code for code, _ in column.codes)}
    if column.low is not None:
        return {"base": base, "minimum": _number(column, column.low), "maximum": _number(column, column.high)}
    return {"base": base, "maxLength": column.longest} if column.type == "str" and column.longest else base
