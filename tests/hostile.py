"""Room: tests. Files that somebody sends to do harm, or by mistake: each is refused with a sentence.

Made here, byte by byte; none is a file that anybody ever used against anyone.
"""

from __future__ import annotations

import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import Any

import pikepdf
from PIL import Image

from tests.uploads import paper, photo, saved

Make = Callable[[], bytes]


def packed(*names: str) -> bytes:
    """A ZIP with these names in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "made up")
    return out.getvalue()


def tarred() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("made_up"), io.BytesIO())
    return out.getvalue()


def changed(change: Callable[[pikepdf.Pdf], None], **options: object) -> bytes:
    """A PDF with one thing more in it."""
    pdf = pikepdf.Pdf.open(io.BytesIO(paper()))
    change(pdf)
    out = io.BytesIO()
    pdf.save(out, **options)  # type: ignore[arg-type] # options of pikepdf's own
    return out.getvalue()


def dictionary(**parts: Any) -> pikepdf.Dictionary:  # noqa: ANN401 - whatever a PDF may hold
    return pikepdf.Dictionary(**parts)


def opens_by_itself(pdf: pikepdf.Pdf) -> None:
    action = dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    pdf.Root["/OpenAction"] = pdf.make_indirect(action)


def named_script(pdf: pikepdf.Pdf) -> None:
    script = dictionary(S=pikepdf.Name.JavaScript, JS=pdf.make_stream(b"app.alert(1)"))
    tree = dictionary(Names=pikepdf.Array([pikepdf.String("x"), script]))
    pdf.Root["/Names"] = dictionary(JavaScript=tree)


def launches(pdf: pikepdf.Pdf) -> None:
    link = dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=pikepdf.Array([0, 0, 600, 700]))
    link["/A"] = dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("cmd.exe"))
    pdf.pages[0]["/Annots"] = pikepdf.Array([pdf.make_indirect(link)])


def deep_script(pdf: pikepdf.Pdf) -> None:
    """A script as what comes after what comes after an innocent step."""
    script = dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("x"))
    step = dictionary(S=pikepdf.Name.GoTo, D=pikepdf.Array([]), Next=pikepdf.Array([script]))
    pdf.pages[0]["/AA"] = dictionary(O=step)


def carries_a_file(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["made_up.exe"] = b"MZ made up"


def form_of_xml(pdf: pikepdf.Pdf) -> None:
    pdf.Root["/AcroForm"] = dictionary(XFA=pdf.make_stream(b"<xdp/>"), Fields=pikepdf.Array([]))


def sends_a_form(pdf: pikepdf.Pdf) -> None:
    pdf.Root["/OpenAction"] = dictionary(S=pikepdf.Name.SubmitForm, F=pikepdf.String("https://tracker.example"))


def film(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0]["/Annots"] = pikepdf.Array([dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.RichMedia)])


def content_elsewhere(pdf: pikepdf.Pdf) -> None:
    stream = pdf.make_stream(b"")
    stream["/F"] = pikepdf.String("//server/share/x")
    pdf.pages[0]["/Contents"] = stream


def many_pages(pdf: pikepdf.Pdf) -> None:
    for _ in range(501):
        pdf.add_blank_page()


def huge_picture(pdf: pikepdf.Pdf) -> None:
    image = pdf.make_stream(b"\0")
    image["/Subtype"], image["/Width"], image["/Height"] = pikepdf.Name.Image, 100_000, 100_000
    pdf.pages[0]["/Resources"]["/XObject"] = dictionary(Im0=image)


def bomb(pdf: pikepdf.Pdf) -> None:
    """400 MB of nothing in 400 KB."""
    worker = zlib.compressobj(9)
    head = worker.compress(bytes(1024 * 1024)) + worker.flush(zlib.Z_FULL_FLUSH)
    again = worker.compress(bytes(1024 * 1024)) + worker.flush(zlib.Z_FULL_FLUSH)
    stream = pikepdf.Stream(pdf, b"")
    stream.write(head + again * 399, filter=pikepdf.Name.FlateDecode)
    pdf.pages[0]["/Contents"] = pdf.make_indirect(stream)


def packed_twice() -> bytes:
    """Written by hand, since qpdf would unpack it while saving."""

    def once(pdf: pikepdf.Pdf) -> None:
        stream = pikepdf.Stream(pdf, b"")
        stream.write(zlib.compress(zlib.compress(bytes(10_000))), filter=pikepdf.Name.FlateDecode)
        pdf.pages[0]["/Contents"] = pdf.make_indirect(stream)

    name = b"/Filter /FlateDecode"
    return changed(once).replace(name, b"/Filter [/Fl /Fl]".ljust(len(name)))


def nested(pdf: pikepdf.Pdf) -> None:
    inner: pikepdf.Object = pikepdf.Array([])
    for _ in range(90):
        inner = pikepdf.Array([inner])
    pdf.Root["/Deep"] = inner


def locked() -> bytes:
    return changed(lambda pdf: None, encryption=pikepdf.Encryption(owner="made up", user="made up"))


def locked_without_a_word() -> bytes:
    return changed(lambda pdf: None, encryption=pikepdf.Encryption(owner="made up", user=""))


def picture_of(format: str, **options: object) -> bytes:  # noqa: A002 - Pillow's word
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, format, **options)
    return out.getvalue()


def moving_png() -> bytes:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("blue", "green")]
    out = io.BytesIO()
    frames[0].save(out, "PNG", save_all=True, append_images=frames[1:])
    return out.getvalue()


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png_of(width: int, height: int, pixels: bytes) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def jpeg_of(width: int, height: int) -> bytes:
    """A JPEG that says it is this large."""
    small = picture_of("JPEG")
    at = small.index(b"\xff\xc0") + 5
    return small[:at] + struct.pack(">HH", height, width) + small[at + 4 :]


HTML = b"<html><script>alert(1)</script></html>"

# What must be refused: name, how it is made, and words of the sentence that says so.
REFUSED: Mapping[str, tuple[Make, str]] = {
    "empty": (lambda: b"", "empty"),
    "one byte": (lambda: b"%", "cannot tell"),
    "text": (lambda: b"Made up words.", "cannot tell"),
    "noise": (lambda: bytes(range(256)) * 40, "cannot tell"),
    "html": (lambda: b"  \n<!DOCTYPE html>" + HTML, "web page or a drawing"),
    "svg": (lambda: b'<?xml version="1.0"?><svg onload="alert(1)"/>', "web page or a drawing"),
    "svg behind a mark": (lambda: b"\xef\xbb\xbf<svg/>", "web page or a drawing"),
    "svg in utf-16": (lambda: "\ufeff<svg/>".encode("utf-16"), "web page or a drawing"),
    "gif": (lambda: picture_of("GIF"), "GIF picture"),
    "gifar": (lambda: picture_of("GIF") + packed("META-INF/MANIFEST.MF"), "packed file"),
    "bmp": (lambda: picture_of("BMP"), "BMP picture"),
    "tiff": (lambda: picture_of("TIFF"), "TIFF picture"),
    "webp": (lambda: picture_of("WEBP"), "WebP picture"),
    "heic": (lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC picture"),
    "jpeg 2000": (lambda: b"\0\0\0\x0cjP  \r\n\x87\n", "JPEG 2000 picture"),
    "mp4": (lambda: b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", "Video and sound never go"),
    "quicktime": (lambda: b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", "Video and sound never go"),
    "avi": (lambda: b"RIFF\0\0\0\0AVI LIST", "Video and sound never go"),
    "matroska": (lambda: b"\x1aE\xdf\xa3\x9fB\x86", "Video and sound never go"),
    "wmv": (lambda: b"0&\xb2u\x8ef\xcf\x11\xa6\xd9", "Video and sound never go"),
    "mpeg": (lambda: b"\0\0\x01\xba\x44\0", "Video and sound never go"),
    "wav": (lambda: b"RIFF\0\0\0\0WAVEfmt ", "Video and sound never go"),
    "mp3": (lambda: b"ID3\x04\0\0", "Video and sound never go"),
    "mp3 without a tag": (lambda: b"\xff\xfb\x90\x64", "Video and sound never go"),
    "ogg": (lambda: b"OggS\0\x02", "Video and sound never go"),
    "flac": (lambda: b"fLaC\0\0", "Video and sound never go"),
    "docx": (lambda: packed("[Content_Types].xml", "word/document.xml"), "office file"),
    "doc": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "office file"),
    "rtf": (lambda: b"{\\rtf1 made up}", "office file"),
    "zip": (lambda: packed("a.txt"), "packed file"),
    "zip behind words": (lambda: b"Made up words. " + packed("a.txt"), "packed file"),
    "7z": (lambda: b"7z\xbc\xaf'\x1c\0\4", "packed file"),
    "rar": (lambda: b"Rar!\x1a\x07\x01\0", "packed file"),
    "gzip": (lambda: b"\x1f\x8b\x08\0", "packed file"),
    "tar": (tarred, "packed file"),
    "exe": (lambda: b"MZ\x90\0", "program"),
    "elf": (lambda: b"\x7fELF\x02", "program"),
    "shell": (lambda: b"#!/bin/sh\n", "program"),
    # two kinds at once
    "pdf behind html": (lambda: HTML + paper(), "web page or a drawing"),
    "pdf with html in its first line": (lambda: b"%PDF-1.7 " + HTML + b"\n" + paper()[9:], "two kinds of file"),
    "pdf with html as a comment": (lambda: paper()[:9] + b"%" + HTML + b"\n" + paper()[9:], "two kinds of file"),
    "pdf with html behind its end": (lambda: paper() + HTML, "two kinds of file"),
    "pdf with a script in its first line": (lambda: b"%PDF-1.7/*\n" + paper()[9:], "two kinds of file"),
    "pdf and zip": (lambda: paper() + packed("a.txt"), "two kinds of file"),
    "pdf behind zip": (lambda: packed("a.txt") + paper(), "packed file"),
    "pdf behind noise": (lambda: b"\n\n" + paper(), "cannot tell"),
    "jpeg and jar": (lambda: photo() + packed("META-INF/MANIFEST.MF"), "two kinds of file"),
    "jpeg and html": (lambda: photo(word=HTML), "two kinds of file"),
    "jpeg and pdf": (lambda: photo() + paper(), "two kinds of file"),
    "jpeg and php": (lambda: photo() + b"<?php system($_GET['x']);", "two kinds of file"),
    "png and html": (lambda: photo("PNG") + b"<svg onload=alert(1)>", "two kinds of file"),
    "png and zip": (lambda: photo("PNG") + packed("a.txt"), "two kinds of file"),
    # what a PDF would do
    "script that opens by itself": (lambda: changed(opens_by_itself), "holds a script"),
    "script with a name": (lambda: changed(named_script), "holds a script"),
    "script far inside": (lambda: changed(deep_script), "holds a script"),
    "starts a program": (lambda: changed(launches), "holds a script"),
    "embedded file": (lambda: changed(carries_a_file), "holds a script"),
    "xfa form": (lambda: changed(form_of_xml), "holds a script"),
    "sends itself away": (lambda: changed(sends_a_form), "holds a script"),
    "film inside": (lambda: changed(film), "holds a script"),
    "content elsewhere": (lambda: changed(content_elsewhere), "holds a script"),
    "hidden in object streams": (
        lambda: changed(named_script, object_stream_mode=pikepdf.ObjectStreamMode.generate),
        "holds a script",
    ),
    "locked": (locked, "password"),
    "locked without a word": (locked_without_a_word, "password"),
    # bombs
    "pdf bomb": (lambda: changed(bomb), "unpacks to far more"),
    "packed twice": (packed_twice, "broken"),
    "nested": (lambda: changed(nested), "broken"),
    "pages": (lambda: changed(many_pages), "500 pages"),
    "huge picture inside": (lambda: changed(huge_picture), "unpacks to far more"),
    "png bomb": (lambda: png_of(50_000, 50_000, zlib.compress(bytes(9_000_000))), "40 million points"),
    "thin png bomb": (lambda: png_of(1_000_000, 1, zlib.compress(bytes(3_000_001))), "40 million points"),
    "jpeg bomb": (lambda: jpeg_of(65_000, 65_000), "40 million points"),
    "moving png": (moving_png, "moves"),
    # cut short or broken
    "cut pdf": (lambda: paper()[: len(paper()) // 2], "broken"),
    "pdf without an end": (lambda: paper()[:-40], "broken"),
    "pdf header alone": (lambda: b"%PDF-1.7\n", "broken"),
    "pdf without a page": (lambda: saved(pikepdf.Pdf.new()), "no page"),
    "cut jpeg": (lambda: photo()[: len(photo()) // 2], "broken"),
    "jpeg header alone": (lambda: b"\xff\xd8\xff\xe0", "broken"),
    "cut png": (lambda: photo("PNG")[:-60], "broken"),
    "png header alone": (lambda: b"\x89PNG\r\n\x1a\n", "broken"),
    "png with a wrong sum": (lambda: png_of(2, 2, zlib.compress(bytes(14)))[:-20] + b"x" * 20, "broken"),
    "png without pixels": (lambda: png_of(2, 2, b""), "broken"),
    "png of no size": (lambda: png_of(0, 0, zlib.compress(b"")), "broken"),
}
