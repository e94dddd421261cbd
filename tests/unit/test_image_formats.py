"""Unusual files, generated here, as cameras, browsers or attackers send them, and the required results."""

import struct
import zlib
from io import BytesIO

import numpy as np
import pillow_heif
import pytest
from PIL import Image, TiffImagePlugin

from shared.vision.images import limits
from shared.vision.images.conversion import convert
from shared.vision.images.pictures import RejectedImageError
from shared.vision.models import JobErrorCode, Variant
from tests.conftest import picture_bytes

BLUE, RED = (0, 0, 255), (255, 0, 0)


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    out = BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def noise(size: tuple[int, int]) -> Image.Image:
    random = np.random.default_rng(1)
    return Image.fromarray(random.integers(0, 255, (size[1], size[0], 3), dtype=np.uint8).astype(np.uint8))


def dex(data: bytes) -> Image.Image:
    return Image.open(BytesIO(convert(data).files[Variant.DEX]))


def refusal(data: bytes) -> RejectedImageError:
    with pytest.raises(RejectedImageError) as refused:
        convert(data)
    return refused.value


def distance(picture: Image.Image, colour: tuple[int, int, int]) -> int:
    pixel = picture.convert("RGB").getpixel((picture.width // 2, picture.height // 2))
    assert isinstance(pixel, tuple)
    return max(abs(a - b) for a, b in zip(pixel, colour, strict=True))


# HEIC


def heic(*pictures: Image.Image, primary: int = 0, **options: object) -> bytes:
    first, *others = pictures
    file = pillow_heif.from_pillow(first)
    for other in others:
        file.add_from_pillow(other)
    out = BytesIO()
    file.save(out, quality=60, primary_index=primary, **options)
    return out.getvalue()


def test_of_several_pictures_the_primary_one_is_shown_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(limits.MAX_MEGAPIXELS_OF, "HEIF", 0.1)
    small, large = Image.new("RGB", (64, 48), BLUE), Image.new("RGB", (640, 480), RED)
    shown = dex(heic(large, small, primary=1))
    assert (shown.size, distance(shown, BLUE) < 20) == ((64, 48), True)
    assert refusal(heic(small, large, primary=1)).code is JobErrorCode.IMAGE_TOO_COMPLEX


@pytest.mark.parametrize("mode", ["L", "LA", "RGBA", "I;16"])
def test_a_heic_of_any_mode_is_a_photograph(mode: str) -> None:
    picture = Image.new("RGB", (64, 48), (200, 200, 200)).convert(mode if mode != "I;16" else "L")
    if mode == "I;16":
        picture = Image.new("I;16", (64, 48), 200 << 8)
    assert distance(dex(heic(picture)), (200, 200, 200)) < 20


@pytest.mark.parametrize("caption", [b"Pirot", b"imir", b"irot"])
def test_a_heic_is_turned_by_its_boxes_not_by_a_word_in_it(caption: bytes) -> None:
    turned = Image.Exif()
    turned[0x0112], turned[0x010E] = 6, caption.decode()
    picture = Image.new("RGB", (64, 48), BLUE)
    data = saved(picture, "HEIF", exif=turned.tobytes())  # pillow-heif writes an irot box, and turns the picture
    assert (
        dex(data).size == dex(saved(picture, "HEIF", exif=turned.tobytes().replace(caption, b"x" * len(caption)))).size
    )
    without_box = data.replace(b"\0\0\0\x09irot", b"\0\0\0\x09free", 1)
    assert dex(without_box).size == (48, 64)


def tiled() -> bytes:
    return saved(noise((60, 50)).resize((600, 500)), "HEIF", quality=30, tile_size=256)


@pytest.mark.parametrize(("damage", "share"), [("cut", 0.3), ("cut", 0.95), ("zeroed", 0.3), ("zeroed", 0.7)])
def test_a_heic_without_some_tiles_is_damaged(damage: str, share: float) -> None:
    data = tiled()
    begins = data.index(b"mdat")
    keep = begins + int((len(data) - begins) * share)
    broken = data[:keep] + (bytes(len(data) - keep) if damage == "zeroed" else b"")
    assert dex(data).size == (600, 500)
    assert refusal(broken).code is JobErrorCode.IMAGE_DAMAGED


# JPEG


def segment(kind: int, content: bytes) -> bytes:
    return b"\xff" + bytes([kind]) + struct.pack(">H", len(content) + 2) + content


def jpeg_of_scans(edge: int, count: int) -> bytes:
    """Return a valid grey progressive JPEG with mostly empty scans."""
    blocks = (edge // 8) ** 2
    head = (
        b"\xff\xd8"
        + segment(0xDB, b"\0" + b"\1" * 64)
        + segment(0xC2, struct.pack(">BHHBBBB", 8, edge, edge, 1, 1, 17, 0))
    )
    tables = segment(0xC4, b"\0" + bytes([1, *[0] * 15]) + b"\0") + segment(
        0xC4, b"\x10" + bytes([0, 0, 0, 1, *[0] * 12]) + b"\xe0"
    )
    assert blocks % 2**14 == 0
    nothing = "".join(f"0000{0:014b}" for _ in range(blocks // 2**14))  # runs of 2^14 empty blocks
    scans = [segment(0xDA, b"\1\1\0\0\0\0") + bits("0" * blocks)]
    bands = [(band, low) for low in range(13, -1, -1) for band in range(1, 64)]
    for band, low in bands[: count - 1]:
        high = 0 if low == 13 else low + 1
        scans.append(segment(0xDA, bytes([1, 1, 0, band, band, high << 4 | low])) + bits(nothing))
    return head + tables + b"".join(scans) + b"\xff\xd9"


def bits(text: str) -> bytes:
    padded = text + "1" * (-len(text) % 8)
    return int(padded, 2).to_bytes(len(padded) // 8, "big").replace(b"\xff", b"\xff\0")


def test_a_jpeg_of_very_many_scans_is_refused_before_it_is_decoded() -> None:
    assert dex(jpeg_of_scans(1024, 100)).size == (1024, 1024)
    assert refusal(jpeg_of_scans(1024, 101)).code is JobErrorCode.IMAGE_TOO_COMPLEX


def with_second(picture: Image.Image, **options: object) -> bytes:
    return saved(picture, "MPO", save_all=True, append_images=[picture.resize((64, 48))], **options)


def test_a_jpeg_with_a_second_picture_is_a_photograph() -> None:
    made = convert(with_second(Image.new("RGB", (128, 96), BLUE)))
    assert (made.content_type, made.width) == ("image/jpeg", 128)


def test_a_jpeg_with_a_second_picture_has_the_limits_of_a_jpeg() -> None:
    large = Image.new("RGB", (8000, 6500))
    assert convert(with_second(large, quality=30)).width == 2560
    assert refusal(with_second(large, quality=30, progressive=True)).code is JobErrorCode.IMAGE_TOO_COMPLEX


@pytest.mark.parametrize("progressive", [False, True])
def test_a_jpeg_without_its_end_mark_is_a_photograph_and_a_cut_one_is_not(progressive: bool) -> None:
    data = saved(noise((320, 240)), "JPEG", progressive=progressive)
    assert dex(data.removesuffix(b"\xff\xd9")).size == (320, 240)
    assert refusal(data[: len(data) * 9 // 10]).code is JobErrorCode.IMAGE_DAMAGED


# PNG


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(
    *extra: bytes,
    depth: int = 8,
    colour: int = 2,
    interlaced: int = 0,
    rows: bytes = b"\0" * 13 * 4,
    behind: bytes = b"",
) -> bytes:
    """Return a PNG of 4 x 4 pixels."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 4, 4, depth, colour, 0, 0, interlaced))
    data = chunk(b"IDAT", zlib.compress(rows) + behind)
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(extra) + data + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("extra", "unnecessary"),
    [
        ([], True),
        ([chunk(b"pHYs", bytes(9)), chunk(b"sRGB", b"\0"), chunk(b"gAMA", struct.pack(">I", 45455))], True),
        ([chunk(b"gAMA", struct.pack(">I", 100_000))], False),
        ([chunk(b"pHYs", bytes(9) + b"secret")], False),
        ([chunk(b"tEXt", b"Comment\0secret")], False),
        ([chunk(b"eXIf", b"MM\0*secret")], False),
    ],
)
def test_a_png_with_anything_unknown_in_it_is_made_anew(extra: list[bytes], unnecessary: bool) -> None:
    data = png(*extra)
    made = convert(data)
    assert made.unnecessary is unnecessary
    assert (made.files[Variant.DEX] == data) is unnecessary
    assert b"secret" not in made.files[Variant.DEX]


@pytest.mark.parametrize(
    "data",
    [
        png(behind=b"secret"),
        png(rows=b"\0" * 13 * 4 + b"secret"),
        png(depth=16, rows=b"\0" * 25 * 4),
        png(interlaced=1, rows=b"\0" * (4 + 4 + 7 * 1 + 7 * 1 + 7 * 2 + 13 * 2)),
        png(colour=6, rows=b"\0" * 17 * 4),
        png() + b"secret",
    ],
    ids=["behind the data", "more rows", "16 bits", "interlaced", "alpha", "behind the end"],
)
def test_a_png_that_is_no_standard_picture_is_made_anew_or_refused(data: bytes) -> None:
    try:
        made = convert(data)
    except RejectedImageError as refused:
        assert refused.code is JobErrorCode.IMAGE_DAMAGED
    else:
        assert not made.unnecessary
        assert b"secret" not in made.files[Variant.DEX]


def test_what_is_written_is_a_standard_picture() -> None:
    first = convert(saved(noise((321, 200)), "WEBP")).files[Variant.DEX]
    again = convert(first)
    assert again.unnecessary
    assert again.files[Variant.DEX] == first


# TIFF, GIF, AVIF


def tagged(**tags: object) -> bytes:
    """Return a TIFF with tags given as `_NUMBER=value`."""
    info = TiffImagePlugin.ImageFileDirectory_v2()
    for name, value in tags.items():
        info[int(name[1:])] = value
    return saved(Image.new("RGB", (64, 48), BLUE), "TIFF", tiffinfo=info)


@pytest.mark.parametrize("tags", [{"_50706": b"\1\4\0\0"}, {"_254": 1}])
def test_a_raw_photograph_is_refused_as_one(tags: dict[str, object]) -> None:
    refused = refusal(tagged(**tags))
    assert refused.code is JobErrorCode.UNSUPPORTED_FORMAT
    assert "raw" in str(refused)
    assert dex(tagged(_254=0)).size == (64, 48)


def test_a_tiff_that_libvips_does_not_know_is_read_by_pillow() -> None:
    data = saved(Image.new("RGB", (64, 48), BLUE).convert("YCbCr"), "TIFF")
    assert dex(data).size == (64, 48)
    strange = bytearray(saved(Image.new("L", (64, 48), 128), "TIFF"))
    at = strange.index(struct.pack("<HHI", 258, 3, 1))
    strange[at + 8 : at + 10] = struct.pack("<H", 8)
    assert dex(bytes(strange)).size == (64, 48)


def test_a_transparent_gif_has_a_limit_that_fits_into_memory() -> None:
    assert refusal(saved(Image.new("P", (6000, 5100)), "GIF", transparency=0)).code is JobErrorCode.IMAGE_TOO_COMPLEX


def test_whatever_a_decoder_raises_the_picture_is_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    for error in (RuntimeError("x"), EOFError(), AttributeError(), RecursionError(), struct.error()):

        def broken(*_: object, error: Exception = error) -> None:
            raise error

        monkeypatch.setattr("shared.vision.images.decoding.decode", broken)
        assert refusal(picture_bytes()).code is JobErrorCode.IMAGE_DAMAGED


# What is no photograph


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"\0\0\0\x0cJXL \r\n\x87\n", "JPEG XL"),
        (b"\xff\x0a\xfa\x1f", "JPEG XL"),
        (b"%!PS-Adobe-3.0 EPSF-3.0", "EPS"),
        (b"\xc5\xd0\xd3\xc6\x1e\0\0\0", "EPS"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- a --><svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
        (b"<!DOCTYPE svg PUBLIC 'x'><svg/>", "SVG"),
        (b"\0\0\0\x18ftypcrx \0\0\0\1crx isom", "raw"),
        (b"II*\0\x10\0\0\0CR\x02\0", "raw"),
        (b"FUJIFILMCCD-RAW 0201", "raw"),
        (b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", "Live Photo"),
        (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", "Live Photo"),
        (b"\x1aE\xdf\xa3\x01\0\0\0", "video"),
        (b"\0\0\1\0\1\0\x10\x10\0\0\1\0\x20\0", "icon"),
        (b"8BPS\0\1\0\0\0\0", "Photoshop"),
        (b"%PDF-1.7", "PDF"),
        (b"\0\0\0\x0cjP  \r\n\x87\n", "JPEG 2000"),
    ],
)
def test_what_is_no_photograph_is_called_by_its_name(data: bytes, name: str) -> None:
    refused = refusal(data + bytes(100))
    assert refused.code is JobErrorCode.UNSUPPORTED_FORMAT
    assert name in str(refused)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP", "HEIF", "AVIF"])
@pytest.mark.parametrize("share", [0.02, 0.1, 0.5])
def test_a_photograph_that_is_cut_off_anywhere_is_damaged(kind: str, share: float) -> None:
    data = saved(noise((200, 150)), kind)
    assert refusal(data[: max(16, int(len(data) * share))]).code is JobErrorCode.IMAGE_DAMAGED
