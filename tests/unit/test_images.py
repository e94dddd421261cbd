"""Every picture becomes upright, sRGB, on white and without metadata, or gets a clear refusal."""

import statistics
import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image, ImageCms

from shared.vision.images.conversion import DEX_EDGE, convert
from shared.vision.images.pictures import RejectedImageError
from shared.vision.models import MAX_UPLOAD_BYTES, JobErrorCode, Variant
from tests.conftest import PHOTOS, picture_bytes

ORIENTATION, GPS, EXIF = 0x0112, 0x8825, 0x8769


def opened(data: bytes) -> Image.Image:
    picture = Image.open(BytesIO(data))
    picture.load()
    return picture


def dex_of(data: bytes) -> bytes:
    return convert(data).files[Variant.DEX]


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
def test_every_format_becomes_the_same_pictures(kind: str) -> None:
    pictures = convert(picture_bytes(kind))
    assert pictures.content_type == {"HEIF": "image/heic"}.get(kind, f"image/{kind.lower()}")
    made = {variant: opened(data) for variant, data in pictures.files.items()}
    dex = made.pop(Variant.DEX)
    assert set(made) == {Variant.DISPLAY, Variant.THUMB, Variant.MODEL}
    assert (dex.format, {one.format for one in made.values()}) == ("PNG", {"JPEG"})
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
    dex = opened(dex_of(stored.getvalue()))
    assert dex.size == (64, 48)
    assert near(dex.getpixel((8, 8)), (255, 0, 0))


def test_time_and_place_are_read_and_nothing_of_them_stays_in_a_picture() -> None:
    pictures = convert(picture_bytes(exif=exif(), comment=b"secret"))
    assert pictures.taken is not None
    assert (pictures.taken.local.isoformat(), pictures.taken.utc_offset) == ("2026-06-01T12:30:00", 120)
    assert pictures.place is not None
    assert (pictures.place.latitude, pictures.place.longitude) == (-33.5, 151.01)
    for data in pictures.files.values():
        assert not opened(data).getexif()
        assert not any(hidden in data for hidden in (b"Exif", b"Camera maker", b"secret", b"2026:06:01"))


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF", "AVIF"])
def test_transparency_becomes_white(kind: str) -> None:
    clear, data = Image.new("RGBA", (32, 32), (255, 0, 0, 0)), BytesIO()
    clear.save(data, kind)
    assert near(opened(dex_of(data.getvalue())).getpixel((16, 16)), (255, 255, 255), 3)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "CMYK"])
def test_every_mode_becomes_rgb(mode: str) -> None:
    source = Image.new("I;16", (32, 32), 40000) if mode == "I;16" else Image.new("RGB", (32, 32), "white").convert(mode)
    data = BytesIO()
    source.save(data, "JPEG" if mode == "CMYK" else "PNG")
    dex = opened(dex_of(data.getvalue()))
    assert dex.mode == "RGB"
    assert near(dex.getpixel((16, 16)), (156, 156, 156) if mode == "I;16" else (255, 255, 255), 30)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "AVIF"])
def test_a_wide_colour_space_is_brought_to_srgb(kind: str) -> None:
    """Green and blue swapped by the profile: a decoder that ignores it shows blue for green."""
    pictures = convert(picture_bytes(kind, icc_profile=swapped_profile()))
    dex = opened(pictures.files[Variant.DEX])
    assert "icc_profile" not in dex.info
    assert near(dex.getpixel((56, 40)), (0, 255, 0), 60)


def swapped_profile() -> bytes:
    """Return sRGB with the green and blue primaries swapped."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = int.from_bytes(profile[128:132])
    places = {bytes(profile[at : at + 4]): at for at in range(132, 132 + 12 * count, 12)}
    green, blue = places[b"gXYZ"], places[b"bXYZ"]
    profile[green : green + 4], profile[blue : blue + 4] = b"bXYZ", b"gXYZ"
    return bytes(profile)


def test_a_large_photograph_is_made_smaller() -> None:
    pictures = convert(picture_bytes(size=(4000, 3000)))
    assert (pictures.width, pictures.height) == (DEX_EDGE, 1920)
    edges = {variant: max(opened(data).size) for variant, data in pictures.files.items()}
    assert edges == {Variant.DEX: 2560, Variant.DISPLAY: 2560, Variant.MODEL: 1024, Variant.THUMB: 512}


@pytest.mark.parametrize("kind", ["PNG", "GIF", "WEBP"])
def test_of_an_animation_the_first_picture_counts(kind: str) -> None:
    first, data = Image.new("RGB", (32, 32), "red"), BytesIO()
    first.save(data, kind, save_all=True, append_images=[Image.new("RGB", (32, 32), "blue")])
    assert near(opened(dex_of(data.getvalue())).getpixel((16, 16)), (255, 0, 0))


def test_a_standard_picture_stays_as_it_is() -> None:
    standard = picture_bytes("PNG")
    pictures = convert(standard)
    assert pictures.unnecessary
    assert pictures.files[Variant.DEX] == standard


def test_a_standard_picture_with_something_hidden_behind_its_end_is_made_anew() -> None:
    pictures = convert(picture_bytes("PNG") + b"secret")
    assert not pictures.unnecessary
    assert b"secret" not in pictures.files[Variant.DEX]


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


def test_the_first_screen_of_a_list_weighs_less_than_a_megabyte() -> None:
    thumbs = [len(convert(photo.read_bytes()).files[Variant.THUMB]) for photo in sorted(PHOTOS.glob("*.webp"))]
    assert 20 * statistics.mean(thumbs) < 1_000_000
