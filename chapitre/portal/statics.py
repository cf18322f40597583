"""Serves the map library from the wheel that brings it: no copy in this repository, no package import."""

import importlib.util
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage

PREFIX = "maplibre"
FILES = ("maplibre-gl.css", "maplibre-gl.js")


class WheelStorage(FileSystemStorage):
    """The wheel's folder, read only; its files are collected under `maplibre/`.

    The source map that the script names is not in the wheel, and hashed storage refuses a reference to a missing file:
    that line is left out.
    """

    prefix = PREFIX

    def _open(self, name: str, mode: str = "rb") -> File:
        content = Path(self.path(name)).read_bytes()
        return ContentFile(content.replace(b"//# sourceMappingURL=maplibre-gl.js.map", b""), name=name)


class WheelFinder(BaseFinder):
    """Finds `maplibre/maplibre-gl.js` and `.css` in the `maplibre` wheel, without importing the heavy package."""

    @cached_property
    def storage(self) -> WheelStorage:
        found = importlib.util.find_spec("maplibre")
        if found is None or found.origin is None:
            raise ModuleNotFoundError("the wheel `maplibre` is not installed: run script/setup")
        return WheelStorage(location=Path(found.origin).parent / "srcjs")

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """The absolute path of a static file, [] when it is none of ours (Django's convention)."""
        folder, _, name = path.rpartition("/")
        if folder != PREFIX or name not in FILES:
            return []
        found = self.storage.path(name)
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, WheelStorage]]:
        for name in FILES:
            yield name, self.storage
