"""Real picture files made on the spot: good ones, and those made to hurt."""

import io
import struct
import zlib
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms, PngImagePlugin

SECRET = b"SECRET-OF-THE-SENDER"


def photo(
    width: int = 320, height: int = 240, kind: str = "JPEG", colour: Any = (90, 140, 60), **options: Any
) -> bytes:
    """A picture whose left half has `colour` and whose right half is darker, so that turning it shows."""
    picture = Image.new("RGB", (width, height), colour)
    picture.paste((20, 20, 20), (width // 2, 0, width, height))
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def upload(data: bytes, name: str = "photo.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="image/jpeg")


def with_gps() -> bytes:
    """A JPEG as a phone makes it: place, camera, comment, XMP and a profile, all naming the sender."""
    exif = Image.Exif()
    exif[0x010F] = SECRET.decode()  # Make
    exif[0x8769] = {0x9286: b"ASCII\0\0\0" + SECRET}  # UserComment
    exif[0x8825] = {1: "N", 2: (48.0, 48.0, 46.0), 3: "E", 4: (2.0, 23.0, 1.0)}  # GPS
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + SECRET + b"</x:xmpmeta>"
    return photo(exif=exif, comment=SECRET, xmp=xmp, icc_profile=profile)


def turned() -> bytes:
    """A picture stored lying on its side, with the EXIF word that says so (orientation 6)."""
    exif = Image.Exif()
    exif[0x0112] = 6
    return photo(320, 200, exif=exif)


def png_with_text() -> bytes:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", SECRET.decode())
    return photo(kind="PNG", pnginfo=notes)


def animated(kind: str) -> bytes:
    """A hundred frames, the first green, the others red."""
    frames = [Image.new("RGB", (64, 48), (0, 160, 0))] + [
        Image.new("RGB", (64, 48), (160 + n % 90, 0, 0)) for n in range(99)
    ]
    out = io.BytesIO()
    frames[0].save(out, kind, save_all=True, append_images=frames[1:])
    return out.getvalue()


def png_header(width: int, height: int, rows: bytes) -> bytes:
    """A PNG that announces a size and holds whatever rows are given, compressed."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def bomb() -> bytes:
    """A few kilobytes that would be 30 000 x 30 000 pixels, 2.7 GB, once decoded."""
    return png_header(30_000, 30_000, b"\0" * 2_000_000)


def polyglot() -> bytes:
    """A JPEG that is also a page with a script and a ZIP archive."""
    return photo() + b"<script>alert(1)</script>" + SECRET + b"PK\x05\x06" + b"\0" * 18
