"""Room: casework. A PDF written anew from the objects that its pages need, or refused because of what it would do.

Refused: scripts, programs to launch, embedded files, sound, video, 3D, XFA forms, passwords. Left out without a word:
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
MOST_UNPACKED = 300 * 1024 * 1024  # bytes, all streams of a file together
MOST_COPIED = 32 * 1024 * 1024  # bytes of one picture
AT_A_TIME = 1024 * 1024  # bytes
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
# All that a catalog, its names and a page may have (tables 28, 31 and 30), for what a reader does with it; no key else.
_CATALOG = frozenset(
    {"/AcroForm", "/Dests", "/Extensions", "/Lang", "/MarkInfo", "/Names", "/OCProperties", "/Outlines", "/PageLabels"}
    | {"/PageLayout", "/PageMode", "/Pages", "/StructTreeRoot", "/Type", "/Version", "/ViewerPreferences"}
)
_NAMES = frozenset({"/Dests"})
_PAGE = frozenset(
    {"/Annots", "/ArtBox", "/BleedBox", "/Contents", "/CropBox", "/Group", "/MediaBox", "/Parent", "/Resources"}
    | {"/Rotate", "/StructParents", "/Tabs", "/TrimBox", "/Type", "/UserUnit"}
)
# Where these stand in a stream it is metadata, whatever it is called and wherever it hangs.
_TELLS = (b"Exif\0\0", b"<x:xmpmeta", b"<?xpacket", b"http://ns.adobe.com/xap/")
# The filters that ISO 32000-1 table 6 knows, but for /Crypt: what was enciphered is refused.
_FILTERS = frozenset(
    {"/ASCII85Decode", "/ASCIIHexDecode", "/CCITTFaxDecode", "/DCTDecode", "/FlateDecode", "/JBIG2Decode", "/JPXDecode"}
    | {"/LZWDecode", "/RunLengthDecode"}
)
_TEXTUAL = _FILTERS - {"/CCITTFaxDecode", "/DCTDecode", "/JBIG2Decode", "/JPXDecode"}
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
    _keep_only(pdf.trailer, frozenset({"/Root", "/Size"}))
    _keep_only(pdf.Root, _CATALOG)
    if "/Names" in pdf.Root:
        _keep_only(pdf.Root["/Names"], _NAMES)
    for page in pdf.pages:
        _keep_only(page.obj, _PAGE)
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
            parts = [found[key] for key in list(found.keys())]  # before anything is dropped from it
            yield found
        else:
            continue
        waiting += [
            (part, depth + 1)
            for part in parts
            if isinstance(part, pikepdf.Array | pikepdf.Dictionary) and not part.is_indirect
        ]


def _keep_only(found: pikepdf.Object, keys: frozenset[str]) -> None:
    for key in set(found.keys()) - keys:
        del found[key]


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
            raw = _whole(_parts(stream, raw, chain[:-1]))
        alone = embedded.jpeg_alone if chain[-1] == "/DCTDecode" else embedded.jpeg2000_alone
        # Of what a DCT decoder may be told (table 13) only /ColorTransform exists, and Adobe's mark says the same.
        stream.write(alone(raw), filter=pikepdf.Name(chain[-1]))
        return len(raw)
    size, tells = 0, False
    for part in _parts(stream, raw, chain):
        size += len(part)
        tells = tells or any(sign in part for sign in _TELLS)
        if size > left:
            raise Unfit(TOO_MUCH)
    if tells:
        stream.write(b"")
    return size


def _whole(parts: Iterator[bytes]) -> bytes:
    found = bytearray()
    for part in parts:
        found += part
        if len(found) > MOST_COPIED:
            raise Unfit(TOO_MUCH)
    return bytes(found)


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


def _parts(stream: pikepdf.Object, raw: bytes, chain: list[str]) -> Iterator[bytes]:
    """What a stream holds, some at a time. Pictures' own coding is left as it is; child.py bounds what is rare."""
    if chain != ["/FlateDecode"]:
        yield stream.read_bytes() if chain and set(chain) <= _TEXTUAL else raw
        return
    worker, waiting = zlib.decompressobj(), raw
    try:
        while waiting and not worker.eof:
            yield worker.decompress(waiting, AT_A_TIME)
            waiting = worker.unconsumed_tail
    except zlib.error as error:
        raise Unfit(BROKEN) from error
