"""The town this site serves: the one installed beside the data, or the packaged demonstration."""

import shutil
from functools import cache
from pathlib import Path

from django.conf import settings

from chapitre.kernel.town.load import load
from chapitre.kernel.town.model import Town


def home() -> Path:
    """Where an installed town stands."""
    return Path(settings.HOME) / "town"


def packaged() -> Path:
    """The demonstration town that comes with the program."""
    return Path(settings.PACKAGE) / "demo" / "ivry"


@cache
def town() -> Town:
    """The town, read once. Raises TownError."""
    return load(home() if (home() / "town.toml").exists() else packaged())


def uninstall() -> None:
    """Takes the installed town away again: what else describes it was found wrong."""
    shutil.rmtree(home())
    town.cache_clear()


def install(path: Path) -> Town:
    """Copies a town's folder beside the data, once it has been found right; from then on it is the town served.

    Raises TownError, and changes nothing, when the folder does not describe a town.
    """
    folder = path if path.is_dir() else path.parent
    load(folder)
    new = home().with_name("town.new")
    shutil.rmtree(new, ignore_errors=True)
    shutil.copytree(folder, new)
    if home().exists():
        shutil.rmtree(home())
    new.rename(home())
    town.cache_clear()
    return town()
