"""Room: casework. A JPEG or PNG drawn anew from its pixels alone, so that nothing that lay beside them comes along.

Where it was taken, by which device and when (EXIF, XMP, IPTC, PNG text chunks), colour profiles and thumbnails are left
behind; so is whatever somebody hid between or after the parts of the file.
"""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps

from coordination.casework.cleaning.kinds import Unfit
from coordination.model.files import Kind

MOST_PIXELS = 40_000_000  # a page of paper at 600 dots an inch has 33.7 million
MOST_SIDE = 20_000
BROKEN = "This picture is broken or cut short, so it cannot be read whole. Save or scan it again."
TOO_LARGE = "This picture has more than 40 million points. Scan it with fewer (300 dots an inch are enough)."
MOVING = "This picture moves. Only still pictures are taken."
_JPEG_QUALITY = 90


def clean(data: bytes, kind: Kind) -> bytes:
    """The same picture, upright, as new bytes of the same kind. Raises Unfit."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _drawn_anew(data, kind)
    except (OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, MemoryError, ArithmeticError) as error:
        # Unfit is a ValueError: its own sentence stands. Pillow answers a broken file with any of the others.
        raise error if isinstance(error, Unfit) else Unfit(BROKEN) from error


def _drawn_anew(data: bytes, kind: Kind) -> bytes:
    Image.MAX_IMAGE_PIXELS = None  # judged below, before anything is unpacked
    with Image.open(io.BytesIO(data), formats=[kind.name]) as opened:
        width, height = opened.size
        if width * height > MOST_PIXELS or max(width, height) > MOST_SIDE:
            raise Unfit(TOO_LARGE)
        # A phone's JPEG may hold a second picture (MPO); its first is the one that is seen.
        if kind is Kind.PNG and getattr(opened, "n_frames", 1) > 1:
            raise Unfit(MOVING)
        opened.load()
        upright = ImageOps.exif_transpose(opened)
        plain = upright.convert(_mode(upright, kind))
    # INVARIANT: only pixels pass: the new picture has no info, no profile, no EXIF that an encoder could write out.
    fresh = Image.frombytes(plain.mode, plain.size, plain.tobytes())
    out = io.BytesIO()
    if kind is Kind.JPEG:
        fresh.save(out, "JPEG", quality=_JPEG_QUALITY)
    else:
        fresh.save(out, "PNG")
    return out.getvalue()


def _mode(picture: Image.Image, kind: Kind) -> str:
    if picture.mode in {"1", "L", "I;16", "I"}:
        return "L"
    seen_through = picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info
    return "RGBA" if seen_through and kind is Kind.PNG else "RGB"
