"""The format of a file, judged by its content: a photograph, another known format, or no picture."""

import re
from io import BytesIO

from PIL import Image, TiffImagePlugin, UnidentifiedImageError

from shared.vision.images import limits
from shared.vision.images.pictures import RejectedImageError
from shared.vision.models import JobErrorCode

TYPES = {
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
    "TIFF": "image/tiff",
    "HEIF": "image/heic",
    "AVIF": "image/avif",
    "GIF": "image/gif",
    "BMP": "image/bmp",
}
"""The supported formats, by Pillow's name, with their media types."""
BEGINNINGS = re.compile(
    rb"\xff\xd8\xff|\x89PNG\r\n|RIFF....WEBP|GIF8|II[*+]\0|MM\0[*+]|BM|....ftyp(?:hei|hev|mif|msf|avi)", re.DOTALL
)
"""The magic bytes of these formats: a file that has them and cannot be opened is damaged."""
RAW = "a camera's raw photograph"
OTHERS = {
    rb"....ftyp(?:qt|mp4|isom|iso\d|M4V|avc1|3g)|....(?:moov|wide|mdat)": "a video, perhaps half of a Live Photo",
    rb"\x1aE\xdf\xa3|RIFF....AVI |OggS|\0\0\x01\xba": "a video",
    rb"....ftypcrx |II\*\0....CR\x02|II(?:RO|RS|U\0)|FUJIFILMCCD-RAW|\0MRM|FOVb": RAW,
    rb"\0\0\0\x0cJXL |\xff\x0a": "a JPEG XL picture",
    rb"\0\0\0\x0cjP  |\xffO\xffQ": "a JPEG 2000 picture",
    rb"v/1\x01|#\?RADIANCE": "a picture with high dynamic range",
    rb"8BP[SB]": "a Photoshop document",
    rb"gimp xcf": "a GIMP document",
    rb"%PDF": "a PDF document",
    rb"%!PS|\xc5\xd0\xd3\xc6": "a PostScript (EPS) drawing",
    rb"(?:\xef\xbb\xbf)?(?>\s+|<\?xml[^>]*>|<!--.*?-->|<!DOCTYPE svg[^>]*>)*+<svg": "an SVG drawing",
    rb"\0\0[\x01\x02]\0[^\0]\0": "an icon",
}
"""Unsupported formats, by their magic bytes."""
COMPILED_OTHERS = [(re.compile(begins, re.DOTALL), name) for begins, name in OTHERS.items()]
NEW_SUBFILE_TYPE, REDUCED_RESOLUTION = 254, 1
DNG_VERSION = 50706
RAW_INTERPRETATIONS = {32803, 34892}  # colour filter array, linear raw


def open_header(data: bytes) -> tuple[Image.Image, str]:
    """Read a photograph's header without its pixels; return it with its format.

    Raises:
        RejectedImageError: it is not a photograph, damaged, or too large for any format.

    """
    if name := _name_of_other(data):
        raise _unsupported(name)
    try:
        header = Image.open(BytesIO(data), formats=[*TYPES])
    except Image.DecompressionBombError:
        raise limits.too_many_pixels() from None
    except UnidentifiedImageError as error:
        if BEGINNINGS.match(data):
            raise damaged(error) from error
        raise RejectedImageError(JobErrorCode.NOT_AN_IMAGE, "This file is not a picture.") from None
    except Exception as error:
        raise damaged(error) from error
    if isinstance(header, TiffImagePlugin.TiffImageFile) and _is_raw(header.tag_v2):
        raise _unsupported(RAW)
    return header, "JPEG" if header.format == "MPO" else str(header.format)


def damaged(error: Exception) -> RejectedImageError:
    """Return the refusal of a picture that cannot be decoded."""
    sentence = "The picture is damaged or incomplete. Please take or choose it again."
    return RejectedImageError(JobErrorCode.IMAGE_DAMAGED, sentence, str(error) or type(error).__name__)


def _name_of_other(data: bytes) -> str | None:
    return next((name for begins, name in COMPILED_OTHERS if begins.match(data, 0, 4096)), None)


def _unsupported(name: str) -> RejectedImageError:
    sentence = f"This is {name}. We accept photographs as JPEG, PNG, WebP, GIF, TIFF, BMP, HEIC or AVIF."
    return RejectedImageError(JobErrorCode.UNSUPPORTED_FORMAT, sentence)


def _is_raw(tags: TiffImagePlugin.ImageFileDirectory_v2) -> bool:
    """Return whether a TIFF file is a camera's raw file, whose first picture is a preview or unusable."""
    return (
        DNG_VERSION in tags
        or tags.get(TiffImagePlugin.PHOTOMETRIC_INTERPRETATION) in RAW_INTERPRETATIONS
        or tags.get(NEW_SUBFILE_TYPE) == REDUCED_RESOLUTION
    )
