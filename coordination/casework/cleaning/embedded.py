"""Room: casework. Pictures inside a PDF: their own metadata is cut out without touching a pixel.

A PDF holds JPEG and JPEG 2000 pictures as they are, with the place where a phone took them. Segments: ITU-T T.81 B.1;
boxes: ISO/IEC 15444-1 annex I.
"""

from __future__ import annotations

from coordination.casework.cleaning.kinds import Unfit

BROKEN = "A picture inside this PDF is broken, so it cannot be read whole. Print it to a new PDF and attach that."
_START, _SCAN, _END = 0xD8, 0xDA, 0xD9
_LONE = frozenset({0x01, *range(0xD0, 0xD8)})
_ADOBE = 0xEE  # APP14 says how the colours are coded; without it they come out wrong
_KEPT_BOXES = frozenset({b"jP  ", b"ftyp", b"jp2h", b"jp2c"})


def jpeg_alone(data: bytes) -> bytes:
    """A JPEG without its APPn and COM segments, but for Adobe's colour mark, and without anything after its end."""
    if not data.startswith(b"\xff\xd8"):
        raise Unfit(BROKEN)
    kept, at = [b"\xff\xd8"], 2
    while at < len(data):
        if data[at] != 0xFF or at + 1 >= len(data):  # noqa: PLR2004 - every marker begins so
            raise Unfit(BROKEN)
        marker = data[at + 1]
        if marker == 0xFF:  # noqa: PLR2004 - a fill byte
            at += 1
            continue
        if marker == _END:
            return b"".join((*kept, b"\xff\xd9"))
        end = at + 2 if marker in _LONE else at + 2 + int.from_bytes(data[at + 2 : at + 4])
        if end > len(data) or (marker not in _LONE and end < at + 4):
            raise Unfit(BROKEN)
        if marker == _SCAN:
            end = _after_scan(data, end)
        if not _says_something(marker, data[at:end]):
            kept.append(data[at:end])
        at = end
    return b"".join((*kept, b"\xff\xd9"))  # a missing end mark is common, and harmless


def jpeg2000_alone(data: bytes) -> bytes:
    """A JPEG 2000 file with the boxes that make the picture and no other; a bare codestream as it is."""
    if data.startswith(b"\xff\x4f\xff\x51"):
        return data
    kept, at = [], 0
    while at + 8 <= len(data):
        size, name, head = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8], 8
        if size == 1:
            size, head = int.from_bytes(data[at + 8 : at + 16]), 16
        size = size or len(data) - at
        if size < head or at + size > len(data):
            raise Unfit(BROKEN)
        if name in _KEPT_BOXES:
            kept.append(data[at : at + size])
        at += size
    if not kept:
        raise Unfit(BROKEN)
    return b"".join(kept)


def _says_something(marker: int, segment: bytes) -> bool:
    """Whether a segment holds anything beside the picture itself. Adobe's mark is 16 bytes long, and no longer."""
    if marker == _ADOBE and segment[4:9] == b"Adobe" and len(segment) == 16:  # noqa: PLR2004 - as said
        return False
    return 0xE0 <= marker <= 0xEF or marker == 0xFE  # noqa: PLR2004 - APP0 to APP15, COM


def _after_scan(data: bytes, at: int) -> int:
    """Where the coded pixels end: at the next marker that is neither a stuffed byte nor a restart."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            return len(data)
        if data[at + 1] not in {0x00, *range(0xD0, 0xD8)}:
            return at
        at += 2
