"""Size limits of photographs, checked in the header before any pixel is decoded.

The figures are measured: photographs within them are decoded in less than 512 MiB and 10 s. The sandbox stops whatever
they do not cover.
"""

from PIL import Image

from shared.vision.images.pictures import TOO_COMPLEX, RejectedImageError
from shared.vision.models import JobErrorCode

MEGA = 1_000_000
MAX_MEGAPIXELS = 100
MAX_MEGAPIXELS_OF = {"JPEG": 100, "PNG": 100, "TIFF": 50, "BMP": 50, "HEIF": 50, "WEBP": 30, "GIF": 30, "AVIF": 30}
MAX_MEGAPIXELS_IN_SCANS = 30  # progressive: all coefficients are kept in memory
MAX_MEGAPIXELS_CMYK = 50
MAX_MEGAPIXELS_INTERLACED = 20
MAX_SCANS = 100  # cameras and tools write up to about 15; each costs at least 0.3 ms per megapixel
MAX_ASPECT_RATIO = 20


def check(header: Image.Image, kind: str, scans: int) -> None:
    """Check a picture's size and, for a JPEG, its number of scans.

    Raises:
        RejectedImageError: it has no pixels, too many pixels or scans, or is too long and thin.

    """
    shorter, longer = sorted(header.size)
    if shorter < 1:
        raise RejectedImageError(JobErrorCode.IMAGE_DAMAGED, "The picture has no pixels.")
    if shorter * longer > MAX_MEGAPIXELS * MEGA:
        raise too_many_pixels()
    if shorter * longer > (most := _megapixels(header, kind, scans)) * MEGA:
        raise too_complex(f"Pictures of this kind can have up to {most} megapixels, ordinary JPEGs up to 100.")
    if scans > MAX_SCANS:
        raise too_complex()
    if longer > shorter * MAX_ASPECT_RATIO:
        raise RejectedImageError(JobErrorCode.EXTREME_ASPECT_RATIO, "The picture is too long and thin.")


def too_many_pixels() -> RejectedImageError:
    """Return the refusal of a picture that is too large for any format."""
    return RejectedImageError(JobErrorCode.TOO_MANY_PIXELS, "The picture has more than 100 megapixels.")


def too_complex(sentence: str = TOO_COMPLEX, cause: str = "") -> RejectedImageError:
    """Return the refusal of a picture that takes more time or memory than a photograph should."""
    return RejectedImageError(JobErrorCode.IMAGE_TOO_COMPLEX, sentence, cause)


def _megapixels(header: Image.Image, kind: str, scans: int) -> int:
    if kind == "JPEG" and (scans > 1 or "progressive" in header.info):
        return MAX_MEGAPIXELS_IN_SCANS
    if kind == "JPEG" and header.mode == "CMYK":
        return MAX_MEGAPIXELS_CMYK
    if kind == "PNG" and header.info.get("interlace"):
        return MAX_MEGAPIXELS_INTERLACED
    return MAX_MEGAPIXELS_OF[kind]
