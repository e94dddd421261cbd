"""Any picture in: upright, sRGB, on white, without metadata; or one clear refusal."""

import struct
import subprocess
import sys
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from shared.vision.images import DEX_EDGE, RejectedImageError, convert
from shared.vision.models import MAX_UPLOAD_BYTES, JobErrorCode
from tests.conftest import PHOTOS, picture_bytes

ORIENTATION, GPS, EXIF = 0x0112, 0x8825, 0x8769


def opened(data: bytes) -> Image.Image:
    picture = Image.open(BytesIO(data))
    picture.load()
    return picture


def near(pixel: object, colour: tuple[int, int, int], tolerance: int = 40) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(a - b) <= tolerance for a, b in zip(pixel, colour, strict=True))


def exif(orientation: int = 1) -> Image.Exif:
    made = Image.Exif()
    made[ORIENTATION] = orientation
    made[0x010F] = "Camera maker"
    made.get_ifd(GPS).update({1: "S", 2: (33.0, 30.0, 0.0), 3: "E", 4: (151.0, 0.0, 36.0)})
    made.get_ifd(EXIF).update({0x9003: "2026:06:01 12:30:00", 0x9011: "+02:00"})
    return made


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP", "HEIF", "AVIF"])
def test_every_format_becomes_the_same_three_pictures(kind: str) -> None:
    pictures = convert(picture_bytes(kind))
    dex, thumb, model = (opened(data) for data in (pictures.dex_png, pictures.thumb_jpeg, pictures.model_jpeg))
    assert [dex.format, thumb.format, model.format] == ["PNG", "JPEG", "JPEG"]
    assert (dex.mode, dex.size, (pictures.width, pictures.height)) == ("RGB", (64, 48), (64, 48))
    assert near(dex.getpixel((8, 8)), (255, 0, 0))
    assert near(dex.getpixel((56, 40)), (0, 0, 255))


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "TIFF", "HEIF", "AVIF", "PNG"])
@pytest.mark.parametrize(
    ("orientation", "turn"),
    [(3, Image.Transpose.ROTATE_180), (6, Image.Transpose.ROTATE_90), (5, Image.Transpose.TRANSPOSE)],
)
def test_a_turned_photograph_stands_upright_once(kind: str, orientation: int, turn: Image.Transpose) -> None:
    stored = BytesIO()
    opened(picture_bytes()).transpose(turn).save(stored, kind, exif=exif(orientation))
    dex = opened(convert(stored.getvalue()).dex_png)
    assert dex.size == (64, 48)
    assert near(dex.getpixel((8, 8)), (255, 0, 0))


def test_time_and_place_are_read_and_nothing_of_them_stays_in_a_picture() -> None:
    pictures = convert(picture_bytes(exif=exif(), comment=b"secret"))
    assert pictures.captured_at is not None
    assert pictures.captured_at.isoformat() == "2026-06-01T10:30:00+00:00"
    assert pictures.place is not None
    assert (pictures.place.latitude, pictures.place.longitude) == (-33.5, 151.01)
    for data in (pictures.dex_png, pictures.thumb_jpeg, pictures.model_jpeg):
        assert not opened(data).getexif()
        assert not any(hidden in data for hidden in (b"Exif", b"Camera maker", b"secret", b"2026:06:01"))


@pytest.mark.parametrize(
    ("time", "offset"), [("0001:01:01 00:00:00", "+14:00"), ("0000:00:00 00:00:00", ""), ("today", "+02:00")]
)
def test_a_camera_that_shows_no_time_of_the_calendar_hinders_nothing(time: str, offset: str) -> None:
    broken = exif()
    broken.get_ifd(EXIF).update({0x9003: time, 0x9011: offset})
    pictures = convert(picture_bytes(exif=broken))
    assert (pictures.captured_at, pictures.width) == (None, 64)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF", "AVIF"])
def test_transparency_becomes_white(kind: str) -> None:
    clear, data = Image.new("RGBA", (32, 32), (255, 0, 0, 0)), BytesIO()
    clear.save(data, kind)
    assert near(opened(convert(data.getvalue()).dex_png).getpixel((16, 16)), (255, 255, 255), 3)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "CMYK"])
def test_every_mode_becomes_rgb(mode: str) -> None:
    source = Image.new("I;16", (32, 32), 40000) if mode == "I;16" else Image.new("RGB", (32, 32), "white").convert(mode)
    data = BytesIO()
    source.save(data, "JPEG" if mode == "CMYK" else "PNG")
    dex = opened(convert(data.getvalue()).dex_png)
    assert dex.mode == "RGB"
    assert near(dex.getpixel((16, 16)), (156, 156, 156) if mode == "I;16" else (255, 255, 255), 30)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "AVIF"])
def test_a_wide_colour_space_is_brought_to_srgb(kind: str) -> None:
    """Green and blue swapped by the profile: a decoder that ignores it shows blue for green."""
    pictures = convert(picture_bytes(kind, icc_profile=swapped_profile()))
    dex = opened(pictures.dex_png)
    assert "icc_profile" not in dex.info
    assert near(dex.getpixel((56, 40)), (0, 255, 0), 60)


def swapped_profile() -> bytes:
    """sRGB with the primaries of green and blue exchanged."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = int.from_bytes(profile[128:132])
    places = {bytes(profile[at : at + 4]): at for at in range(132, 132 + 12 * count, 12)}
    green, blue = places[b"gXYZ"], places[b"bXYZ"]
    profile[green : green + 4], profile[blue : blue + 4] = b"bXYZ", b"gXYZ"
    return bytes(profile)


def test_a_large_photograph_is_made_smaller() -> None:
    pictures = convert(picture_bytes(size=(4000, 3000)))
    assert (pictures.width, pictures.height) == (DEX_EDGE, 1920)
    assert [max(opened(data).size) for data in (pictures.thumb_jpeg, pictures.model_jpeg)] == [512, 1024]


@pytest.mark.parametrize("kind", ["PNG", "GIF", "WEBP"])
def test_of_an_animation_the_first_picture_counts(kind: str) -> None:
    first, data = Image.new("RGB", (32, 32), "red"), BytesIO()
    first.save(data, kind, save_all=True, append_images=[Image.new("RGB", (32, 32), "blue")])
    assert near(opened(convert(data.getvalue()).dex_png).getpixel((16, 16)), (255, 0, 0))


def test_a_standard_picture_stays_as_it_is() -> None:
    standard = picture_bytes("PNG")
    pictures = convert(standard)
    assert pictures.unnecessary
    assert pictures.dex_png == standard


def test_a_standard_picture_with_something_hidden_behind_its_end_is_made_anew() -> None:
    pictures = convert(picture_bytes("PNG") + b"secret")
    assert not pictures.unnecessary
    assert b"secret" not in pictures.dex_png


def png_header(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 10)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", JobErrorCode.NOT_AN_IMAGE),
        (b"<html>hello</html>", JobErrorCode.NOT_AN_IMAGE),
        (b"%PDF-1.7 something", JobErrorCode.UNSUPPORTED_FORMAT),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", JobErrorCode.UNSUPPORTED_FORMAT),
        (picture_bytes(size=(800, 600))[:3000], JobErrorCode.IMAGE_DAMAGED),
        (picture_bytes("PNG", (800, 600))[:500], JobErrorCode.IMAGE_DAMAGED),
        (picture_bytes("WEBP", (800, 600))[:150], JobErrorCode.IMAGE_DAMAGED),
        (picture_bytes("TIFF", (800, 600))[:90_000], JobErrorCode.IMAGE_DAMAGED),
        (picture_bytes("GIF", (800, 600))[:1000], JobErrorCode.IMAGE_DAMAGED),
        (picture_bytes("AVIF", (800, 600))[:500], JobErrorCode.IMAGE_DAMAGED),
        (picture_bytes("HEIF", (800, 600))[:600], JobErrorCode.IMAGE_DAMAGED),
        (picture_bytes("BMP", (800, 600))[:90_000], JobErrorCode.IMAGE_DAMAGED),
        (png_header(20_000, 20_000), JobErrorCode.TOO_MANY_PIXELS),
        (png_header(10_001, 10_001), JobErrorCode.TOO_MANY_PIXELS),
        (png_header(3000, 100), JobErrorCode.EXTREME_ASPECT_RATIO),
        (b"\0" * (MAX_UPLOAD_BYTES + 1), JobErrorCode.FILE_TOO_LARGE),
    ],
)
def test_what_cannot_be_used_is_refused_with_a_code(data: bytes, code: JobErrorCode) -> None:
    with pytest.raises(RejectedImageError) as refused:
        convert(data)
    assert refused.value.code is code


@pytest.mark.parametrize("photo", sorted(path.name for path in PHOTOS.glob("*.webp")))
def test_real_photographs_convert(photo: str) -> None:
    assert convert((PHOTOS / photo).read_bytes()).width


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    out = BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


HEAVY = {
    "100 MP JPEG": lambda: saved(Image.new("RGB", (11500, 8600)), "JPEG", quality=60),
    "30 MP progressive JPEG": lambda: saved(
        Image.new("RGB", (6500, 4600)), "JPEG", progressive=True, subsampling=0, quality=90
    ),
    "100 MP PNG": lambda: saved(Image.new("RGB", (11500, 8600)), "PNG", compress_level=1),
    "50 MP HEIC": lambda: saved(Image.new("RGB", (8600, 5800)), "HEIF", quality=40),
    "30 MP AVIF": lambda: saved(Image.new("RGB", (6500, 4600)), "AVIF", quality=40, speed=10),
    "50 MP GIF": lambda: saved(Image.new("P", (8600, 5800)), "GIF"),
    "50 MP WebP": lambda: saved(Image.new("RGB", (8600, 5800)), "WEBP", quality=60, method=0),
}
MEASURE = """
import re, sys
from pathlib import Path
from shared.vision.images import convert
convert(Path(sys.argv[1]).read_bytes())
print(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
"""


@pytest.mark.parametrize("kind", HEAVY)
def test_the_largest_pictures_that_are_taken_fit_into_half_a_gibibyte(kind: str, tmp_path: Path) -> None:
    file = tmp_path / "heavy"
    file.write_bytes(HEAVY[kind]())
    ran = subprocess.run(
        [sys.executable, "-c", MEASURE, file], cwd=PHOTOS.parents[1], capture_output=True, text=True, check=True
    )
    assert int(ran.stdout) / 1024 < 512


@pytest.mark.parametrize(
    ("kind", "size", "options"),
    [
        ("JPEG", (6500, 4700), {"progressive": True}),
        ("AVIF", (6500, 4700), {"speed": 10}),
        ("JPEG", (8700, 5800), {"mode": "CMYK"}),
        ("GIF", (8700, 5800), {}),
    ],
)
def test_larger_ones_of_a_kind_that_must_be_decoded_whole_are_refused(
    kind: str, size: tuple[int, int], options: dict[str, object]
) -> None:
    with pytest.raises(RejectedImageError) as refused:
        convert(saved(Image.new(str(options.pop("mode", "RGB")), size), kind, **options))
    assert refused.value.code is JobErrorCode.IMAGE_TOO_COMPLEX
