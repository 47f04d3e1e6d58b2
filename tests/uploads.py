"""Room: tests. Files made for tests: harmless ones with a word hidden in every place there is, and hostile ones."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pikepdf
from PIL import Image, PngImagePlugin

WORD = b"canary-taken-at-the-house"
LATITUDE = (44.0, 58.0, 12.0)


def saved(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def paper(text: str = "Made up for a test.") -> bytes:
    """A PDF of one page that says `text`."""
    pdf = pikepdf.Pdf.new()
    page = pdf.add_blank_page()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    page.Contents = pdf.make_stream(f"BT /F1 14 Tf 72 700 Td ({text}) Tj ET".encode())
    return saved(pdf)


def photo(format: str = "JPEG", size: tuple[int, int] = (64, 48), word: bytes = WORD) -> bytes:  # noqa: A002 - Pillow's word
    """A picture with the word in its EXIF, XMP and comments, and a place on earth."""
    picture, exif = Image.new("RGB", size, "steelblue"), Image.Exif()
    exif[0x010E], exif[0x013B], exif[0x0112] = word.decode(), word.decode(), 6
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4], gps[27] = "N", LATITUDE, "W", LATITUDE, word
    out = io.BytesIO()
    if format == "JPEG":
        picture.save(out, "JPEG", exif=exif, comment=word, xmp=b"<x:xmpmeta>" + word + b"</x:xmpmeta>")
    else:
        said = PngImagePlugin.PngInfo()
        said.add_text("Comment", word.decode())
        said.add_text("Location", word.decode(), zip=True)
        said.add_itxt("XML:com.adobe.xmp", word.decode())
        picture.save(out, "PNG", pnginfo=said, exif=exif)
    return out.getvalue()


def paper_around(picture: bytes) -> bytes:
    """A PDF as a phone's scanner makes it: the JPEG as it is, and who, where and when all over the file."""
    pdf = pikepdf.Pdf.open(io.BytesIO(paper()))
    page = pdf.pages[0]
    image = pikepdf.Stream(pdf, picture)
    image.update(
        {"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Image, "/Width": 64, "/Height": 48}
        | {"/ColorSpace": pikepdf.Name.DeviceRGB, "/BitsPerComponent": 8, "/Filter": pikepdf.Name.DCTDecode}
    ) if hasattr(image, "update") else None
    for name, value in (
        ("/Type", pikepdf.Name.XObject), ("/Subtype", pikepdf.Name.Image), ("/Width", 64), ("/Height", 48),
        ("/ColorSpace", pikepdf.Name.DeviceRGB), ("/BitsPerComponent", 8), ("/Filter", pikepdf.Name.DCTDecode),
    ):
        image[name] = value
    image["/Metadata"] = pdf.make_stream(WORD)
    page.Resources["/XObject"] = pikepdf.Dictionary(Im0=image)
    page["/PieceInfo"] = pikepdf.Dictionary(Maker=pikepdf.Dictionary(Private=pikepdf.String(WORD.decode())))
    pdf.docinfo["/Author"] = WORD.decode()
    pdf.Root["/Metadata"] = pdf.make_stream(b"<x:xmpmeta>" + WORD + b"</x:xmpmeta>")
    return saved(pdf)
