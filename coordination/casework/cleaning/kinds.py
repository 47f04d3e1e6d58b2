"""Room: casework. What a file is, told from its first bytes alone: never from its name, and never from what was said.

Signatures: ISO 32000-1 §7.5.2 (PDF), ITU-T T.81 (JPEG), W3C PNG §5.2; the others by WHATWG MIME Sniffing.
"""

from __future__ import annotations

import io
import re
import zipfile

from coordination.model.files import Kind


class Unfit(ValueError):
    """A file that cannot be taken. Its text is the sentence for the person."""


RECORDING = (
    "This is {what}. Video and sound never go into the hub, whatever they show. If it may show abuse, do not open, "
    "copy or forward it, and make the call that stands above this form."
)
PICTURE = "This is a {what} picture. Only JPEG and PNG are taken: save it as one of these, or scan it to a PDF."
PAPER = "This is {what}. Print it to a PDF and attach the PDF."
PACKED = "This is {what}. The hub takes no packed files: attach each PDF by itself."
DRAWN = "This is a web page or a drawing made of text (HTML, SVG or XML). Print it to a PDF and attach the PDF."
PROGRAM = "This is a program. The hub takes no programs."
UNKNOWN = "The hub cannot tell what this file is. Only PDF, JPEG and PNG are taken."
EMPTY = "This file is empty."
TWO_AT_ONCE = (
    "This file is two kinds of file at once, which is how harm is hidden. Print it to a new PDF and attach that."
)

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
PDF = b"%PDF-"
_HEADER = re.compile(rb"%PDF-[12]\.[0-9][ \t]*[\r\n]")

_SIGNED: tuple[tuple[bytes, str], ...] = (
    (b"GIF8", PICTURE.format(what="GIF")),
    (b"BM", PICTURE.format(what="BMP")),
    (b"II*\0", PICTURE.format(what="TIFF")),
    (b"MM\0*", PICTURE.format(what="TIFF")),
    (b"\0\0\x01\0", PICTURE.format(what="ICO")),
    (b"\0\0\0\x0cjP  ", PICTURE.format(what="JPEG 2000")),
    (b"\x1aE\xdf\xa3", RECORDING.format(what="a video")),
    (b"OggS", RECORDING.format(what="a recording")),
    (b"FLV\x01", RECORDING.format(what="a video")),
    (b"\0\0\x01\xba", RECORDING.format(what="a video")),
    (b"\0\0\x01\xb3", RECORDING.format(what="a video")),
    (b"0&\xb2u\x8ef\xcf\x11", RECORDING.format(what="a recording")),
    (b"ID3", RECORDING.format(what="a sound recording")),
    (b"fLaC", RECORDING.format(what="a sound recording")),
    (b"#!AMR", RECORDING.format(what="a sound recording")),
    (b"\xff\xfb", RECORDING.format(what="a sound recording")),
    (b"\xff\xf3", RECORDING.format(what="a sound recording")),
    (b"\xff\xf1", RECORDING.format(what="a sound recording")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", PAPER.format(what="an office file")),
    (b"{\\rtf", PAPER.format(what="an office file")),
    (b"7z\xbc\xaf'\x1c", PACKED.format(what="a packed file (7z)")),
    (b"Rar!\x1a\x07", PACKED.format(what="a packed file (RAR)")),
    (b"\x1f\x8b", PACKED.format(what="a packed file (gzip)")),
    (b"BZh", PACKED.format(what="a packed file (bzip2)")),
    (b"\xfd7zXZ\0", PACKED.format(what="a packed file (xz)")),
    (b"MZ", PROGRAM),
    (b"\x7fELF", PROGRAM),
    (b"#!", PROGRAM),
)
# What a browser or an interpreter would act on, wherever in a picture it hides.
_ACTIVE = (b"<script", b"<html", b"<!doctype", b"<svg", b"<?php", b"<iframe")


def kind_of(data: bytes) -> Kind:
    """The kind of a file that may be taken. Raises Unfit with the sentence that says what it is instead."""
    if not data:
        raise Unfit(EMPTY)
    if data.startswith(PDF):
        return _only(Kind.PDF, data, data[:1024] + _after_the_end(data), headed=_HEADER.match(data) is not None)
    if data.startswith(PNG):
        return _only(Kind.PNG, data, data)
    if data.startswith(JPEG):
        return _only(Kind.JPEG, data, data)
    raise Unfit(_what_else(data))


def _only(kind: Kind, data: bytes, looked_at: bytes, *, headed: bool = True) -> Kind:
    """The kind, if the file is nothing else beside. looked_at: where active text has no business."""
    low = looked_at.lower()
    active = any(sign in low for sign in _ACTIVE)
    hidden = kind is not Kind.PDF and PDF in data
    if active or hidden or not headed or zipfile.is_zipfile(io.BytesIO(data)):
        raise Unfit(TWO_AT_ONCE)
    return kind


def _after_the_end(data: bytes) -> bytes:
    """What stands in a PDF behind its last %%EOF."""
    return data[data.rfind(b"%%EOF") :] if b"%%EOF" in data else b""


def _what_else(data: bytes) -> str:
    for judge in (_boxed, _riff, _packed, _signed, _drawn):
        if sentence := judge(data):
            return sentence
    return UNKNOWN


def _boxed(data: bytes) -> str:
    """ISO base media (ISO/IEC 14496-12): a box named ftyp, and then the brand."""
    if data[4:8] not in {b"ftyp", b"moov", b"mdat", b"wide"}:
        return ""
    still = data[8:12] in {b"heic", b"heix", b"mif1", b"msf1", b"avif", b"hevc"}
    return PICTURE.format(what="HEIC") if still else RECORDING.format(what="a video or sound recording")


def _riff(data: bytes) -> str:
    if data[:4] != b"RIFF":
        return ""
    return PICTURE.format(what="WebP") if data[8:12] == b"WEBP" else RECORDING.format(what="a video or sound recording")


def _packed(data: bytes) -> str:
    if data[257:262] == b"ustar":
        return PACKED.format(what="a packed file (tar)")
    if not data.startswith(b"PK") and not zipfile.is_zipfile(io.BytesIO(data)):
        return ""
    office = any(sign in data for sign in (b"[Content_Types].xml", b"mimetypeapplication/vnd.oasis"))
    return PAPER.format(what="an office file") if office else PACKED.format(what="a packed file (ZIP or JAR)")


def _signed(data: bytes) -> str:
    return next((sentence for sign, sentence in _SIGNED if data.startswith(sign)), "")


def _drawn(data: bytes) -> str:
    start = data[:4096].lstrip(b"\xef\xbb\xbf\xfe\xff\0 \t\r\n")
    return DRAWN if start.startswith(b"<") else ""
