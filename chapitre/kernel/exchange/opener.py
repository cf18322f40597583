"""Opens an XLSX, GeoJSON or Parquet file in a process of its own: the file on stdin, its lines as JSON on stdout.

Run by reading.py as `python -I opener.py KIND`, under limits of memory and time, so that a file made to hurt its reader
(a zip bomb, a sheet of a billion cells) hurts this process alone. Nothing of Chapitre is imported.

First line {"columns": […], "about": how many lines, "told": {…}}, then [number, [cells]] each, at last END. A cell is
null, a boolean, a number or a text; dates are ISO text, geometries GeoJSON text.
"""

import json
import resource
import sys
from datetime import date, datetime, time, timedelta

MEMORY = 3 * 1024 * 1024 * 1024
CPU_SECONDS = 120
UNPACKED = 1024 * 1024 * 1024  # bytes that a workbook may have once unzipped
BATCH = 20_000  # lines of Parquet held at once
GEOMETRIES = ("geometry", "geom", "wkb_geometry", "wkb")
END = "end"

# Exit codes, from 10 up so that none is one that Python or a signal gives.
NOT_READABLE, LOCKED, NO_FEATURES, EMPTY, TOO_LARGE = 10, 11, 12, 13, 14


def confine():  # type: ignore[no-untyped-def]
    """Lowers this process's own limits; they cannot be raised again."""
    for what, limit in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),  # it may write to its pipe, to no file
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
        resource.setrlimit(what, (limit, limit))


def send(value):  # type: ignore[no-untyped-def]
    sys.stdout.write(json.dumps(value, separators=(",", ":"), default=plain) + "\n")


def plain(value):  # type: ignore[no-untyped-def]
    """A value that JSON has no form for: days and moments as ISO text, the rest as it prints itself."""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def cell(value):  # type: ignore[no-untyped-def]
    """A cell as it is sent: whole numbers without a point, nothing for what is no number, text for what is nested."""
    if value is None or value == "":
        return None
    if isinstance(value, float):
        if value != value or value in (float("inf"), float("-inf")):
            return None
        return int(value) if value.is_integer() and abs(value) < 2**53 else value
    if isinstance(value, (dict, list, tuple)):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=plain)
    return str(value) if isinstance(value, timedelta) else value


def xlsx(file):  # type: ignore[no-untyped-def]
    """The first sheet of a workbook that has anything in it."""
    import zipfile

    from python_calamine import CalamineWorkbook, PasswordError, SheetVisibleEnum

    try:
        with zipfile.ZipFile(file) as archive:
            unpacked = sum(one.file_size for one in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise SystemExit(NOT_READABLE) from None
    if unpacked > UNPACKED:
        raise SystemExit(TOO_LARGE)
    file.seek(0)
    try:
        book = CalamineWorkbook.from_filelike(file)
    except PasswordError:
        raise SystemExit(LOCKED) from None
    for about in book.sheets_metadata:
        if about.visible == SheetVisibleEnum.Visible:
            sheet = book.get_sheet_by_name(about.name)
            if sheet.start is not None and sheet.end is not None:
                return sheet_lines(sheet)
    raise SystemExit(EMPTY)


def sheet_lines(sheet):  # type: ignore[no-untyped-def]
    """Sends a sheet: its first line that has anything in it holds the titles."""
    titles = False
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells = [cell(value) for value in row]
        if all(value is None for value in cells):
            continue
        if not titles:
            titles = True
            names = ["" if value is None else " ".join(str(value).split()) for value in cells]
            send({"columns": names, "about": sheet.height, "told": {"sheet": sheet.name}})
            continue
        while cells and cells[-1] is None:
            cells.pop()
        send([number, cells])


def geojson(file):  # type: ignore[no-untyped-def]
    """The features of a collection: their properties, then `geometry`; their `id` too, where they have one."""
    document = json.loads(file.read().decode("utf-8-sig"))
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list) or document.get("type") != "FeatureCollection":
        raise SystemExit(NO_FEATURES)
    if not all(isinstance(one, dict) and isinstance(one.get("properties") or {}, dict) for one in features):
        raise SystemExit(NO_FEATURES)
    names = list(dict.fromkeys(name for one in features for name in one.get("properties") or {}))
    with_id = "id" not in names and any("id" in one for one in features)
    properties = [name for name in names if name != "geometry"]
    crs = document.get("crs")
    told = {} if crs is None else {"crs": json.dumps(crs)}
    columns = [*(["id"] if with_id else []), *properties, "geometry"]
    send({"columns": columns, "about": len(features), "told": told})
    for number, one in enumerate(features, start=1):
        known = one.get("properties") or {}
        cells = [cell(known.get(name)) for name in properties]
        send([number, [*([cell(one.get("id"))] if with_id else []), *cells, cell(one.get("geometry"))]])


def parquet(file):  # type: ignore[no-untyped-def]
    """The lines of a Parquet file; a column of well-known binary becomes `geometry`."""
    import polars

    frame = polars.scan_parquet(file)
    schema = frame.collect_schema()
    names = list(schema)
    binary = next((name for name in GEOMETRIES if schema.get(name) == polars.Binary), None)
    columns = ["geometry" if name == binary else name for name in names]
    send({"columns": columns, "about": frame.select(polars.len()).collect().item(), "told": {}})
    start, place = 0, names.index(binary) if binary else None
    while (batch := frame.slice(start, BATCH).collect()).height:
        for number, row in enumerate(batch.iter_rows(), start=start + 1):
            cells = [cell(value) for value in row] if place is None else with_geometry(row, place)
            if any(value is not None for value in cells):
                send([number, cells])
        start += batch.height


def with_geometry(row, place):  # type: ignore[no-untyped-def]
    import shapely

    told = None if row[place] is None else shapely.to_geojson(shapely.from_wkb(row[place]))
    return [told if position == place else cell(value) for position, value in enumerate(row)]


def main(kind):  # type: ignore[no-untyped-def]
    """Opens what stdin holds, and ends with a code that says what was wrong."""
    confine()
    try:
        {"xlsx": xlsx, "geojson": geojson, "parquet": parquet}[kind](sys.stdin.buffer)
        send(END)
        sys.stdout.flush()
    except MemoryError:
        raise SystemExit(TOO_LARGE) from None
    except SystemExit:
        raise
    except BaseException:  # the readers written in Rust raise what is no Exception when they panic
        raise SystemExit(NOT_READABLE) from None


if __name__ == "__main__":
    main(sys.argv[1])
