"""A tiny server for the moving map's tests: the real static files, the site's security policy, made-up reports."""

import json
import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from shapely.geometry import Point

from chapitre.kernel.geo import geojson
from chapitre.kernel.geo.points import Box, micro
from chapitre.kernel.town import locate, town
from chapitre.portal import mapdata
from chapitre.portal.maps import locator, town_map

LIBRARY = 'data-lib="/static/maplibre/maplibre-gl.js" data-css="/static/maplibre/maplibre-gl.css"'
LIVE = f'{LIBRARY} data-base="/carte/fond.json"'
SHEETS = ("tokens", "base", "components", "map/map")
STATES = ("new", "doing", "done", "no")
HEAD = "".join(f'<link rel="stylesheet" href="/static/chapitre/{sheet}.css">' for sheet in SHEETS)


def page(body: str, module: str) -> str:
    script = f'<script type="module" src="/static/chapitre/map/{module}.js"></script>'
    return (
        f'<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Carte</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">{HEAD}{script}</head>'
        f'<body><main class="wrap">{body}</main></body></html>'
    )


def explore() -> str:
    still = town_map(label="Carte")
    return page(
        f'<h1>Carte</h1><form data-map-filters method="get"><label>État <select name="etat">'
        f'<option value="">tous</option><option value="new">reçus</option></select></label></form>'
        f'<div class="live" data-map="explore" {LIVE} data-reports="/carte/signalements.json">'
        f'<div data-still>{still}</div></div><p data-map-count role="status"></p><ol data-map-list></ol>',
        "explore",
    )


def pick() -> str:
    still = locator(town().middle.lon, town().middle.lat, label="Plan", marker=False, width=360, height=250)
    return page(
        f'<h1>Où est-ce ?</h1><form><label>Rue, place ou équipement <input name="place" data-map-text></label>'
        f'<input type="hidden" name="lon"><input type="hidden" name="lat">'
        f'<button class="btn" type="button" data-map-here hidden>Utiliser ma position</button></form>'
        f'<div class="live" data-map="pick" {LIVE} data-place="/signaler/lieu.json"><div data-still>{still}</div></div>'
        f'<p data-map-place role="status"></p>',
        "pick",
    )


def reports(query: dict[str, list[str]]) -> dict[str, Any]:
    """A hundred reports on a spiral round the middle of the town; those of the box and of the state asked for."""
    box = Box(*(micro(float(edge)) for edge in query["bbox"][0].split(",")))
    wanted = query.get("etat", [""])[0]
    rows = []
    for step in range(100):
        lon = town().middle.lon + (step * 197 % 23_000) - 11_500
        lat = town().middle.lat + (step * 331 % 12_000) - 6_000
        state = STATES[step % 4]
        if box.holds(lon, lat) and wanted in ("", state):
            key = f"25-{step:05}"
            label = "Dépôt sauvage, place Voltaire"
            late = state == "doing" and step % 3 == 0
            facts = {"key": key, "state": state, "late": late, "category": "depot", "label": label}
            rows.append(geojson.feature(Point(lon, lat), **facts, url=f"/signalements/{key}"))
    return geojson.collection(rows) | {"more": False}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = parse_qs(parts.query)
        if parts.path in PAGES:
            return self.answer(PAGES[parts.path]().encode(), "text/html; charset=utf-8")
        if parts.path.startswith("/static/"):
            found = finders.find(parts.path.removeprefix("/static/"))
            if found:
                kind = mimetypes.guess_type(parts.path)[0] or "application/octet-stream"
                return self.answer(Path(str(found)).read_bytes(), kind)
        if parts.path == "/carte/fond.json":
            return self.answer(mapdata.background(town()), "application/json")
        if parts.path == "/carte/signalements.json":
            return self.answer(json.dumps(reports(query)).encode(), "application/geo+json")
        if parts.path == "/signaler/lieu.json":
            place = locate(int(query["lon"][0]), int(query["lat"][0]))
            if place is not None:
                label = town().districts[place.district].label[0]
                told = {"lon": place.lon, "lat": place.lat, "name": place.name, "district": label}
                return self.answer(json.dumps(told).encode(), "application/json")
        return self.answer(b"{}", "application/json", 404)

    def answer(self, content: bytes, kind: str, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Content-Security-Policy", policy())
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args: object) -> None:
        pass


PAGES = {"/carte": explore, "/signaler": pick}


def policy() -> str:
    """The site's own security policy, but for the nonce, which belongs to a response."""
    directives: Any = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    return "; ".join(
        " ".join([name, *(str(source) for source in sources if "NONCE" not in repr(source))])
        for name, sources in directives.items()
    )


@contextmanager
def serving() -> Iterator[str]:
    """The server's address while it runs."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
