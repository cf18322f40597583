"""The manifest of an edition: a signed note that names every other file with its size and SHA-256. Pure."""

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

MANIFEST_FILE = "manifest"
MANIFEST_TITLE = "chapitre edition manifest v1"
MANIFEST_LINE = re.compile(r"([0-9a-f]{64}) (0|[1-9][0-9]*) ([0-9A-Za-z._/-]+)")


class ManifestError(ValueError):
    """A manifest that cannot be read, or a folder that is not what its manifest says."""


def format_manifest(origin: str, number: int, files: Mapping[str, tuple[str, int]]) -> str:
    """The text to sign: title, origin, edition number, then `sha256 size path` a file, sorted by path."""
    lines = [MANIFEST_TITLE, origin, str(number)]
    lines += [f"{digest} {size} {path}" for path, (digest, size) in sorted(files.items())]
    return "".join(f"{line}\n" for line in lines)


def parse_manifest(text: str) -> tuple[str, int, dict[str, tuple[str, int]]]:
    """Origin, edition number, and (sha256, size) by path. Raises ManifestError on any other form."""
    lines = text.split("\n")
    if len(lines) < 4 or lines.pop() != "" or lines[0] != MANIFEST_TITLE or not lines[2].isdigit():
        raise ManifestError("not the manifest of an edition")
    files: dict[str, tuple[str, int]] = {}
    for line in lines[3:]:
        match = MANIFEST_LINE.fullmatch(line)
        if match is None or ".." in match[3] or match[3].startswith("/") or match[3] in files:
            raise ManifestError(f"a line of the manifest is wrong: {line}")
        files[match[3]] = (match[1], int(match[2]))
    if list(files) != sorted(files):
        raise ManifestError("the manifest is not in order")
    return lines[1], int(lines[2]), files


def digest_file(path: Path) -> tuple[str, int]:
    """SHA-256 (hex) and size of a file, read in blocks."""
    sha256, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            sha256.update(block)
            size += len(block)
    return sha256.hexdigest(), size


def folder_files(folder: Path) -> list[str]:
    """The paths of all files of an edition but the manifest, relative, sorted."""
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())
    return sorted(path for path in found if path != MANIFEST_FILE)


def check_folder(folder: Path, files: Mapping[str, tuple[str, int]]) -> None:
    """Raises ManifestError naming the first file that is missing, altered, or not listed."""
    present = folder_files(folder)
    for path in sorted(set(files) | set(present)):
        if path not in files:
            raise ManifestError(f"{path}: the manifest does not list this file")
        if path not in present:
            raise ManifestError(f"{path}: missing")
        if digest_file(folder / path) != files[path]:
            raise ManifestError(f"{path}: altered since it was signed")
