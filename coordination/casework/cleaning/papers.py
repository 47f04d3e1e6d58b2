"""Room: casework. A PDF written anew from the objects that its pages need, or refused because of what it would do.

Refused: scripts, programs to launch, embedded files, sound, video, 3D and XFA forms, passwords. Left out without a word:
what opens by itself, links that lead out, and all that tells of its making (information, XMP, private data of programs,
metadata of the pictures inside). Bounded: pages, objects, unpacked bytes, picture points; time and memory by child.py.
Source: ISO 32000-1 §7.4 (filters), §12.6 (actions), §14.3 (metadata).
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator

import pikepdf

from coordination.casework.cleaning import embedded
from coordination.casework.cleaning.kinds import Unfit

MOST_PAGES = 500
MOST_OBJECTS = 200_000
MOST_DEPTH = 40  # of dictionaries and lists inside one object
MOST_UNPACKED = 200 * 1024 * 1024  # bytes, all streams of a file together
MOST_PIXELS = 64_000_000  # of one picture inside
BROKEN = "This PDF is broken or cut short, so it cannot be read whole. Print it to a new PDF and attach that."
LOCKED = "This PDF is locked by a password. Print it to a new PDF without one and attach that."
ACTIVE = (
    "This PDF holds a script, another file, a recording or a program to start. Print it to a new PDF and attach that."
)
TOO_MUCH = "This PDF unpacks to far more than its size. Print it to a new PDF and attach that."
TOO_LONG = "This PDF has more than 500 pages. Attach it in parts."
NO_PAGES = "This PDF has no page."

# Kinds of action that do something: /S of an action dictionary (§12.6.4).
_ACTIONS = frozenset(
    {"/GoToE", "/ImportData", "/JavaScript", "/Launch", "/Movie", "/Rendition", "/RichMediaExecute", "/Sound"}
    | {"/SubmitForm"}
)
_KEYS = frozenset({"/EF", "/EmbeddedFiles", "/JS", "/JavaScript", "/RichMediaContent", "/XFA"})
_TYPES = frozenset({"/3D", "/FileAttachment", "/Movie", "/RichMedia", "/Screen", "/Sound", "/EmbeddedFile"})
# What goes without a word: it opens by itself, leads out, or tells who made the file where and when.
_DROPPED = (
    *("/A", "/AA", "/OpenAction", "/URI", "/Collection", "/Threads"),
    *("/Metadata", "/PieceInfo", "/LastModified", "/Thumb", "/Perms", "/SpiderInfo", "/Legal", "/AF"),
)
# The filters that ISO 32000-1 table 6 knows, but for /Crypt: what was enciphered is refused.
_FILTERS = frozenset(
    {"/ASCII85Decode", "/ASCIIHexDecode", "/CCITTFaxDecode", "/DCTDecode", "/FlateDecode", "/JBIG2Decode", "/JPXDecode"}
    | {"/LZWDecode", "/RunLengthDecode"}
)
_SHORT = {"/A85": "/ASCII85Decode", "/AHx": "/ASCIIHexDecode", "/CCF": "/CCITTFaxDecode", "/DCT": "/DCTDecode"}
_SHORT |= {"/Fl": "/FlateDecode", "/LZW": "/LZWDecode", "/RL": "/RunLengthDecode"}


def clean(data: bytes) -> bytes:
    """The same pages as a new PDF. Raises Unfit."""
    try:
        with pikepdf.Pdf.open(io.BytesIO(data), attempt_recovery=False, suppress_warnings=True) as pdf:
            return _written_anew(pdf)
    except Unfit:
        raise
    except pikepdf.PasswordError as error:
        raise Unfit(LOCKED) from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError, RecursionError, MemoryError) as error:
        raise Unfit(BROKEN) from error


def _written_anew(pdf: pikepdf.Pdf) -> bytes:
    if pdf.is_encrypted:
        raise Unfit(LOCKED)
    pages = len(pdf.pages)
    if not pages or pages > MOST_PAGES:
        raise Unfit(TOO_LONG if pages else NO_PAGES)
    if len(pdf.objects) > MOST_OBJECTS:
        raise Unfit(TOO_MUCH)
    unpacked = 0
    for top in pdf.objects:
        for inner in _within(top):
            _judge(inner)
            if isinstance(inner, pikepdf.Stream):
                unpacked += _weigh(inner, MOST_UNPACKED - unpacked)
            for key in _DROPPED:
                if key in inner:
                    del inner[key]
    for key in ("/Info", "/ID"):
        if key in pdf.trailer:
            del pdf.trailer[key]
    out = io.BytesIO()
    # Not one byte of the old file is copied as it lay: qpdf writes the objects that the pages lead to.
    pdf.save(out, deterministic_id=True, fix_metadata_version=False, recompress_flate=False)
    return out.getvalue()


def _within(top: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Every dictionary and stream of one object, itself included; what it points to is an object of its own."""
    waiting: list[tuple[pikepdf.Object, int]] = [(top, 0)]
    while waiting:
        found, depth = waiting.pop()
        if depth > MOST_DEPTH:
            raise Unfit(BROKEN)
        if isinstance(found, pikepdf.Array):
            parts = list(found.as_list())
        elif isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
            yield found
            parts = [found[key] for key in list(found.keys())]
        else:
            continue
        waiting += [
            (part, depth + 1)
            for part in parts
            if isinstance(part, pikepdf.Array | pikepdf.Dictionary) and not part.is_indirect
        ]


def _judge(found: pikepdf.Object) -> None:
    """Refuse what would do something on the reader's machine."""
    names = {str(found.get(key)) for key in ("/S", "/Subtype", "/Type", "/FT") if key in found}
    if names & (_ACTIONS | _TYPES) or any(key in found for key in _KEYS):
        raise Unfit(ACTIVE)


def _weigh(stream: pikepdf.Object, left: int) -> int:
    """How many bytes a stream unpacks to, at most `left`; its picture's metadata is cut out on the way."""
    chain = _filters(stream)
    width, height = (int(stream.get(key, 0)) for key in ("/Width", "/Height"))
    if width < 0 or height < 0 or width * height > MOST_PIXELS:
        raise Unfit(TOO_MUCH)
    raw = stream.read_raw_bytes()
    if chain[-1:] == ["/DCTDecode"] or chain[-1:] == ["/JPXDecode"]:
        if len(chain) > 1:
            raw = _unpacked(stream, raw, chain[:-1], left)
        alone = embedded.jpeg_alone if chain[-1] == "/DCTDecode" else embedded.jpeg2000_alone
        parameters = stream.get("/DecodeParms") if len(chain) == 1 else None
        stream.write(alone(raw), filter=pikepdf.Name(chain[-1]), decode_parms=parameters)
        return len(raw)
    return len(_unpacked(stream, raw, chain, left))


def _filters(stream: pikepdf.Object) -> list[str]:
    """The filters of a stream, by their long names. One packed twice is a bomb or a mask."""
    if "/F" in stream:
        raise Unfit(ACTIVE)  # its content lies in another file
    found = stream.get("/Filter")
    names = [] if found is None else list(found.as_list()) if isinstance(found, pikepdf.Array) else [found]
    chain = [_SHORT.get(str(name), str(name)) for name in names]
    if not set(chain) <= _FILTERS or len(chain) > 2 or len(set(chain)) < len(chain):  # noqa: PLR2004 - text over packing
        raise Unfit(BROKEN)
    return chain


def _unpacked(stream: pikepdf.Object, raw: bytes, chain: list[str], left: int) -> bytes:
    """What a stream holds, refused as soon as it is more than `left`. Pictures' own coding is left as it is."""
    if chain == ["/FlateDecode"]:
        worker = zlib.decompressobj()
        try:
            held = worker.decompress(raw, left + 1)
        except zlib.error as error:
            raise Unfit(BROKEN) from error
    elif not set(chain) - {"/ASCII85Decode", "/ASCIIHexDecode", "/FlateDecode", "/LZWDecode", "/RunLengthDecode"}:
        held = stream.read_bytes() if chain else raw  # child.py bounds what this may take
    else:
        held = raw
    if len(held) > left:
        raise Unfit(TOO_MUCH)
    return held
