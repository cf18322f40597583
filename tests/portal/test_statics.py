"""The map library comes out of its wheel and survives hashed storage."""

import json
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command

from chapitre.portal.statics import FILES, WheelFinder


def test_the_library_is_found_under_its_own_prefix() -> None:
    for name in FILES:
        found = finders.find(f"maplibre/{name}")
        assert found is not None and Path(found).stat().st_size > 50_000


@pytest.mark.parametrize(
    "path", ["maplibre-gl.js", "maplibre/pywidget.js", "maplibre/../map.py", "other/maplibre-gl.js"]
)
def test_nothing_else_of_the_wheel_is_served(path: str) -> None:
    assert WheelFinder().find(path) == []


def test_hashed_storage_collects_it(tmp_path: Path, settings: object) -> None:
    """The script names a source map that the wheel lacks; hashed storage would refuse it."""
    settings.STATIC_ROOT = tmp_path  # type: ignore[attr-defined]
    settings.STORAGES = {  # type: ignore[attr-defined]
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    settings.STATICFILES_FINDERS = ["chapitre.portal.statics.WheelFinder"]  # type: ignore[attr-defined]
    finders.get_finder.cache_clear()  # type: ignore[attr-defined]
    call_command("collectstatic", verbosity=0, interactive=False)
    hashed = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    assert set(hashed) == {f"maplibre/{name}" for name in FILES}
    assert b"sourceMappingURL" not in (tmp_path / hashed["maplibre/maplibre-gl.js"]).read_bytes()
