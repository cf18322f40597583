"""Redraws one picture in a process of its own: reads a file on stdin, writes a fresh JPEG on stdout.

Run by photos.py as `python -I redraw.py`, under limits of memory, time and size, so that a picture made to hurt the
decoder hurts this process alone. The exit code says what was wrong (see FAULTS). Nothing of Chapitre is imported.
"""

import io
import resource
import sys
import warnings

MAX_PIXELS = 25_000_000  # of one frame, as decoded; a phone's 24-megapixel picture passes
MAX_SIDE = 2048
QUALITY = 82
MAX_ICC = 1024 * 1024
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")

# Exit codes, from 10 up so that none is one that Python or a signal gives.
NOT_A_PICTURE, TOO_MANY_PIXELS, BROKEN = 10, 11, 12
FAULTS = {NOT_A_PICTURE: "not-a-picture", TOO_MANY_PIXELS: "too-many-pixels", BROKEN: "broken"}

MEMORY = 1024 * 1024 * 1024  # 25 Mpx with transparency is 100 MB; the rest is Python, copies and room
CPU_SECONDS = 15


def confine() -> None:
    """Lowers this process's own limits; they cannot be raised again."""
    for what, limit in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),  # it may write to its pipe, to no file
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 32),
    ):
        resource.setrlimit(what, (limit, limit))


def redraw(data: bytes) -> bytes:
    """A JPEG of the first frame, upright, at most 2 048 pixels a side, with nothing but pixels in it.

    Raises SystemExit with one of FAULTS.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    warnings.simplefilter("ignore")
    Image.MAX_IMAGE_PIXELS = None  # we count before decoding, and lower
    try:
        picture: Image.Image = Image.open(io.BytesIO(data), formats=FORMATS)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError):
        raise SystemExit(NOT_A_PICTURE) from None
    if picture.width * picture.height > MAX_PIXELS:
        raise SystemExit(TOO_MANY_PIXELS)
    try:
        picture.draft("RGB", (MAX_SIDE, MAX_SIDE))  # a JPEG is decoded at a half or a quarter where that is enough
        picture.load()
        profile = picture.info.get("icc_profile")
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
        return encode(in_srgb(upright, profile))
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError, IndexError, KeyError, TypeError, OverflowError):
        raise SystemExit(BROKEN) from None


def in_srgb(picture, profile):  # type: ignore[no-untyped-def]
    """The picture in sRGB on white. A phone's wide-gamut profile is applied before it is dropped."""
    from PIL import Image, ImageCms

    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        layers = picture.convert("RGBA")
        picture = Image.new("RGB", layers.size, "white")
        picture.paste(layers, mask=layers.getchannel("A"))
    elif isinstance(profile, bytes) and 0 < len(profile) <= MAX_ICC and picture.mode in ("RGB", "CMYK"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            return ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            pass  # a profile that cannot be read is ignored: colours a little off, nothing worse
    return picture.convert("RGB")


def encode(picture) -> bytes:  # type: ignore[no-untyped-def]
    """JPEG bytes of the pixels alone: the new image shares no metadata with the one it was drawn from."""
    from PIL import Image

    fresh = Image.frombytes("RGB", picture.size, picture.tobytes())
    out = io.BytesIO()
    fresh.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return out.getvalue()


if __name__ == "__main__":
    confine()
    sys.stdout.buffer.write(redraw(sys.stdin.buffer.read()))
