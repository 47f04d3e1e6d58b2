"""Room: tests. Harmless files, with a word hidden in every place there is, and one attached to a record.

What is hostile is in tests/hostile.py.
"""

from __future__ import annotations

import io
import random

import pikepdf
from PIL import Image, PngImagePlugin

from coordination.casework import files
from coordination.casework.cleaning import child
from coordination.model.actor import Actor
from coordination.model.files import Cleaned, Kind, Shows
from coordination.model.ids import CaseId, FileId, RecordId, new_id
from tests.community import Community

WORD = b"canary-taken-at-the-house"
PLACE = (44.0, 58.0, 12.0)  # degrees, minutes, seconds


def saved(pdf: pikepdf.Pdf) -> bytes:
    """The bytes of a PDF."""
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def paper(text: str = "Made up for a test.") -> bytes:
    """A PDF of one page that says `text`, not packed, so that its words can be found in it."""
    pdf = pikepdf.Pdf.new()
    page = pdf.add_blank_page()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page["/Resources"] = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    page["/Contents"] = pdf.make_stream(f"BT /F1 14 Tf 72 700 Td ({text}) Tj ET".encode())
    return saved(pdf)


def heavy(size: int) -> bytes:
    """A PDF of exactly this many bytes, of which none can be packed away."""
    noise = random.Random(1).randbytes(size)
    pdf = pikepdf.Pdf.open(io.BytesIO(paper()))
    pdf.pages[0]["/Resources"]["/XObject"] = pikepdf.Dictionary(Im0=pdf.make_stream(noise))

    def written(length: int) -> bytes:
        pdf.pages[0]["/Resources"]["/XObject"]["/Im0"].write(noise[:length])
        out = io.BytesIO()
        pdf.save(out, compress_streams=False)
        return out.getvalue()

    return written(size - (len(written(size - 2_000)) - (size - 2_000)))


def photo(kind: str = "JPEG", size: tuple[int, int] = (64, 48), word: bytes = WORD) -> bytes:
    """A picture with the word in its EXIF, XMP and comments, lying on its side, with a place on earth."""
    picture, exif = Image.new("RGB", size, "steelblue"), Image.Exif()
    exif[0x010E], exif[0x013B], exif[0x0112] = word.decode(), word.decode(), 6
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4], gps[27] = "N", PLACE, "W", PLACE, word
    out = io.BytesIO()
    if kind == "JPEG":
        picture.save(out, "JPEG", exif=exif, comment=word, xmp=b"<x:xmpmeta>" + word + b"</x:xmpmeta>")
        return out.getvalue()
    said = PngImagePlugin.PngInfo()
    said.add_text("Comment", word.decode())
    said.add_text("Location", word.decode(), zip=True)
    said.add_itxt("XML:com.adobe.xmp", word.decode())
    picture.save(out, "PNG", pnginfo=said, exif=exif)
    return out.getvalue()


def paper_around(picture: bytes, coded: str = "/DCTDecode") -> bytes:
    """A PDF as a phone's scanner makes it: the picture as it is, and who, where and when all over the file."""
    pdf = pikepdf.Pdf.open(io.BytesIO(paper()))
    page = pdf.pages[0]
    image = pikepdf.Stream(pdf, picture)
    image["/Type"], image["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Image
    image["/Width"], image["/Height"], image["/BitsPerComponent"] = 64, 48, 8
    image["/ColorSpace"], image["/Filter"] = pikepdf.Name.DeviceRGB, pikepdf.Name(coded)
    image["/Metadata"] = pdf.make_stream(WORD)
    page["/Resources"]["/XObject"] = pikepdf.Dictionary(Im0=image)
    page["/PieceInfo"] = pikepdf.Dictionary(Maker=pikepdf.Dictionary(Private=pikepdf.String(WORD.decode())))
    page["/LastModified"] = pikepdf.String(WORD.decode())
    pdf.docinfo["/Author"] = WORD.decode()
    pdf.Root["/Metadata"] = pdf.make_stream(b"<x:xmpmeta>" + WORD + b"</x:xmpmeta>")
    pdf.Root["/OpenAction"] = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String(WORD.decode()))
    return saved(pdf)


def cleaned(content: bytes) -> Cleaned:
    """The file as it is kept, cleaned in this process."""
    kind, clean = child.clean(content)
    return Cleaned(kind=Kind(kind), content=clean)


HARMLESS = cleaned(paper())


def attach(
    community: Community,
    actor: Actor,
    case_id: CaseId,
    record_id: RecordId,
    words: str = "A paper",
    content: Cleaned = HARMLESS,
) -> FileId:
    """Attach a file that was cleaned before; its id. The cleaning has tests of its own, and costs a process each."""
    facts, record = files._to_attach(community.desk, actor, case_id, record_id)
    said = (words, Shows.DOCUMENT, content)
    return files.put(community.desk, actor, facts, record, said, record_id, new_id())
