"""Photos: what comes out is pixels and nothing else; what is not a picture is refused in plain words."""

import io
import time
from pathlib import Path

import pytest
from PIL import Image

from chapitre.kernel.records import photos, redraw
from chapitre.kernel.records.photos import BadPhoto, redraw_all, redraw_one, shown_name
from tests.chapters.streets import pictures
from tests.chapters.streets.pictures import SECRET, upload


def reopened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def refusal(data: bytes, name: str = "IMG_2041.jpg") -> str:
    with pytest.raises(BadPhoto) as caught:
        redraw_one(upload(data, name))
    assert shown_name(name) in caught.value.message
    return caught.value.message


def test_everything_but_the_pixels_is_left_behind() -> None:
    before = pictures.with_gps()
    assert SECRET in before and Image.open(io.BytesIO(before)).getexif().get_ifd(0x8825)
    after = redraw_one(upload(before))
    assert SECRET not in after and b"Exif" not in after and b"ICC_PROFILE" not in after and b"xmp" not in after.lower()
    picture = reopened(after)
    assert picture.format == "JPEG" and picture.size == (320, 240)
    assert not dict(picture.getexif()) and "comment" not in picture.info and "icc_profile" not in picture.info


def test_text_chunks_of_a_png_are_left_behind() -> None:
    assert SECRET not in redraw_one(upload(pictures.png_with_text(), "a.png"))


def test_a_picture_stored_on_its_side_is_set_upright() -> None:
    picture = reopened(redraw_one(upload(pictures.turned()))).convert("RGB")
    assert picture.size == (200, 320)
    assert sum(picture.getpixel((100, 20))) > 150 > sum(picture.getpixel((100, 300)))  # type: ignore[arg-type]


def test_a_large_picture_is_made_smaller_and_a_small_one_is_left() -> None:
    assert reopened(redraw_one(upload(pictures.photo(4096, 1024)))).size == (2048, 512)
    assert reopened(redraw_one(upload(pictures.photo(40, 30)))).size == (40, 30)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_four_formats_are_taken_whatever_the_name_says(kind: str) -> None:
    assert reopened(redraw_one(upload(pictures.photo(kind=kind), "photo.txt"))).format == "JPEG"


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_only_the_first_frame_of_an_animation_is_kept(kind: str) -> None:
    picture = reopened(redraw_one(upload(pictures.animated(kind))))
    red, green, _blue = picture.convert("RGB").getpixel((30, 20))  # type: ignore[misc]
    assert getattr(picture, "n_frames", 1) == 1 and green > 120 > red


def test_transparent_becomes_white_and_grey_stays_grey() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (20, 20), (255, 0, 0, 0)).save(out, "PNG")
    assert reopened(redraw_one(upload(out.getvalue()))).getpixel((5, 5)) == (255, 255, 255)
    out = io.BytesIO()
    Image.new("L", (20, 20), 128).save(out, "JPEG")
    assert all(abs(one - 128) < 4 for one in reopened(redraw_one(upload(out.getvalue()))).getpixel((5, 5)))  # type: ignore[union-attr]


def test_a_polyglot_loses_its_second_nature() -> None:
    after = redraw_one(upload(pictures.polyglot()))
    assert b"<script" not in after and SECRET not in after and b"PK\x05\x06" not in after


def test_a_bomb_is_refused_before_it_is_decoded() -> None:
    began = time.monotonic()
    assert "25 millions" in refusal(pictures.bomb())
    assert time.monotonic() - began < 5
    assert "25 millions" in refusal(pictures.photo(5001, 5000, kind="GIF"))


def test_rows_beyond_the_announced_size_are_not_decoded() -> None:
    small = pictures.png_header(8, 8, b"\0" * 200_000_000)
    began = time.monotonic()
    assert reopened(redraw_one(upload(small))).size == (8, 8)
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_truncated_files_are_refused(kind: str) -> None:
    whole = pictures.photo(1200, 900, kind=kind)
    refusal(whole[: len(whole) // 2])
    refusal(whole[:30])


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 hello",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a" + bytes(range(200)),
        b"\xff\xd8\xff" + b"\0" * 500,
        b"\0" * 4096,
        b"MZ\x90\x00",
    ],
)
def test_what_is_not_a_picture_is_refused(data: bytes) -> None:
    assert refusal(data, "../../etc/évil\x00.jpg").startswith("« évil.jpg »")


@pytest.mark.parametrize("kind", ["BMP", "TIFF", "ICO", "AVIF"])
def test_other_formats_are_refused_even_those_pillow_can_open(kind: str) -> None:
    assert "JPEG, PNG, WebP ou GIF" in refusal(pictures.photo(64, 64, kind=kind))


def test_heic_is_refused_with_the_way_out() -> None:
    assert "Le plus compatible" in refusal(b"\0\0\0\x24ftypheic" + b"\0" * 100, "IMG_1.HEIC")


def test_empty_and_heavy_files_are_refused() -> None:
    assert "vide" in refusal(b"")
    message = refusal(b"\0" * (31 * 1024 * 1024))
    assert "pèse 31 Mo" in message and "20 Mo" in message


def test_a_bad_one_among_good_ones_is_named_and_the_others_are_kept() -> None:
    done = redraw_all([upload(pictures.photo(), "1.jpg"), upload(b"no", "2.jpg"), upload(pictures.photo(), "3.jpg")])
    assert [bool(one.data) for one in done] == [True, False, True]
    assert done[1].error and done[1].name == "2.jpg"


def test_a_crash_or_a_hang_of_the_decoder_is_a_refusal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    worker = tmp_path / "crash.py"
    monkeypatch.setattr(photos, "_WORKER", worker)
    worker.write_text("import os; os.kill(os.getpid(), 11)")
    assert "abîmée" in refusal(pictures.photo())
    worker.write_text("import time; time.sleep(60)")
    monkeypatch.setattr(photos, "SECONDS", 0.3)
    assert "abîmée" in refusal(pictures.photo())


def test_the_worker_cannot_take_more_memory_than_it_was_given(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    worker = tmp_path / "greedy.py"
    source = Path(redraw.__file__).read_text().replace("sys.stdout.buffer.write(redraw(", "x = bytearray(2 << 30); ((")
    worker.write_text(source)
    monkeypatch.setattr(photos, "_WORKER", worker)
    assert "abîmée" in refusal(pictures.photo())
