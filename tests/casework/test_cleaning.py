"""Room: tests. A file is told from its content, refused with a sentence, or comes out with nothing hidden in it."""

from __future__ import annotations

import io
import random
import sys
import zlib
from collections.abc import Callable

import pikepdf
import pytest
from PIL import Image

from coordination.casework.cleaning import child, embedded, kinds, outside, papers, pictures
from coordination.casework.cleaning.kinds import Unfit
from coordination.model.files import LARGEST, Kind
from tests.hostile import REFUSED, picture_of
from tests.uploads import WORD, cleaned, heavy, paper, paper_around, photo


def gone(content: bytes) -> bool:
    """Whether the word and every place on earth have left a file, packed streams of a PDF included."""
    parts = [content]
    if content.startswith(b"%PDF-"):
        with pikepdf.Pdf.open(io.BytesIO(content)) as pdf:
            for found in pdf.objects:
                parts.append(repr(found).encode() if not isinstance(found, pikepdf.Stream) else b"")
                if isinstance(found, pikepdf.Stream):
                    parts += [repr(dict(found.items())).encode(), found.read_raw_bytes()]
                    if found.get("/Filter") not in (pikepdf.Name.DCTDecode, pikepdf.Name.JPXDecode):
                        parts.append(found.read_bytes())
    return not any(sign in part for part in parts for sign in (WORD, b"Exif", b"xmpmeta", b"GPS"))


@pytest.mark.parametrize("name", REFUSED)
def test_what_may_do_harm_is_refused_with_a_sentence(name: str) -> None:
    make, said = REFUSED[name]
    with pytest.raises(Unfit) as found:
        child.clean(make())
    assert said in str(found.value), str(found.value)
    assert str(found.value).endswith((".", ").", "form."))


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_leaves_where_it_was_taken_behind(kind: str) -> None:
    sent = photo(kind)
    assert not gone(sent)  # so that its absence means something
    assert WORD in sent
    kept = cleaned(sent)
    assert kept.kind.name == kind
    assert gone(kept.content)
    with Image.open(io.BytesIO(kept.content)) as seen:
        assert not seen.getexif()
        assert seen.size == (48, 64)  # it lay on its side, and the mark that said so is gone
        assert not {"exif", "xmp", "comment", "Comment", "icc_profile"} & set(seen.info)


def test_a_pdf_leaves_its_makers_and_its_pictures_places_behind() -> None:
    sent = paper_around(photo())
    assert not gone(sent)
    kept = cleaned(sent)
    assert kept.kind is Kind.PDF
    assert gone(kept.content)
    with pikepdf.Pdf.open(io.BytesIO(kept.content)) as pdf:
        image = pdf.pages[0]["/Resources"]["/XObject"]["/Im0"]
        with Image.open(io.BytesIO(image.read_raw_bytes())) as seen, Image.open(io.BytesIO(photo())) as before:
            assert seen.tobytes() == before.tobytes()  # not a point of it was changed
        assert "/OpenAction" not in pdf.Root
        assert "/Info" not in pdf.trailer


def test_a_jpeg_packed_once_more_inside_a_pdf_is_found_too() -> None:
    pdf = pikepdf.Pdf.open(io.BytesIO(paper_around(photo())))
    image = pdf.pages[0]["/Resources"]["/XObject"]["/Im0"]
    both = pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.DCTDecode])
    image.write(zlib.compress(photo()), filter=both)
    out = io.BytesIO()
    pdf.save(out)
    assert gone(cleaned(out.getvalue()).content)


def test_a_jpeg_2000_inside_a_pdf_keeps_its_picture_and_nothing_beside() -> None:
    picture = picture_of("JPEG2000")
    marked = picture + (8 + 16 + len(WORD)).to_bytes(4) + b"uuid" + b"JpgTiffExif->JP2" + WORD
    kept = cleaned(paper_around(marked, "/JPXDecode"))
    assert gone(kept.content)
    with pikepdf.Pdf.open(io.BytesIO(kept.content)) as pdf:
        inside = pdf.pages[0]["/Resources"]["/XObject"]["/Im0"].read_raw_bytes()
    with Image.open(io.BytesIO(inside)) as seen:
        assert seen.size == (8, 8)


def test_the_words_of_a_pdf_stay() -> None:
    kept = cleaned(paper("The order of the court"))
    with pikepdf.Pdf.open(io.BytesIO(kept.content)) as pdf:
        assert b"The order of the court" in pdf.pages[0]["/Contents"].read_bytes()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16"])
def test_every_way_to_keep_a_picture_can_be_drawn_anew(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    out = io.BytesIO()
    Image.new(mode, (9, 7)).save(out, kind)
    with Image.open(io.BytesIO(cleaned(out.getvalue()).content)) as seen:
        assert seen.size == (9, 7)


def test_what_is_clean_stays_as_it_is() -> None:
    """Cleaned once more nothing changes, so nothing is left that a cleaning would take."""
    once = cleaned(paper_around(photo())).content
    assert cleaned(once).content == once
    drawn = cleaned(photo("PNG")).content
    assert cleaned(drawn).content == drawn


def photo_in_png() -> bytes:
    return photo("PNG")


def paper_around_a_photo() -> bytes:
    return paper_around(photo())


@pytest.mark.parametrize("make", [paper, photo, photo_in_png, paper_around_a_photo])
def test_a_file_with_bytes_changed_anywhere_is_clean_or_a_sentence(make: Callable[[], bytes]) -> None:
    """150 times each: never an error of another kind. A picture never keeps the word (in a PDF it may be text)."""
    chance, whole = random.Random(8), make()
    for _ in range(150):
        broken = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            broken[chance.randrange(4, len(broken))] = chance.randrange(256)
        cut = bytes(broken[: chance.choice((len(broken), chance.randrange(4, len(broken))))])
        try:
            kept = cleaned(cut)
        except Unfit:
            continue
        assert kept.kind is Kind.PDF or WORD not in kept.content


# --- the process of its own -------------------------------------------------------------------------------------------


def test_a_file_is_cleaned_in_a_process_without_keys_or_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COORDINATION_DATABASE_URL", "postgresql://u:secret@example/hub")
    assert gone(outside.clean(photo()).content)
    told = (sys.executable, "-I", "-c", "import os; print('N', dict(os.environ), os.listdir('/proc/self/fd'))")
    with pytest.raises(Unfit) as found:
        outside.clean(b"x", told)
    assert "COORDINATION" not in str(found.value)
    assert "'4'" not in str(found.value)  # in, out, err, and the folder that is being listed


def test_the_largest_file_and_one_byte_more() -> None:
    assert outside.clean(heavy(LARGEST)).kind is Kind.PDF
    with pytest.raises(Unfit, match="larger than 10 MB"):
        outside.clean(heavy(LARGEST + 1))


@pytest.mark.parametrize(
    "does",
    [
        "import os; os.kill(os.getpid(), 11)",
        "raise SystemExit(3)",
        "x = bytearray(4 * 1024 ** 3); x[::4096] = b'x' * (len(x) // 4096)",
        "import tempfile; tempfile.TemporaryFile(buffering=0).write(b'x')",
        "while True: pass",
        "print('K')",
        "print('neither')",
        "",
    ],
)
def test_a_process_that_dies_or_babbles_is_a_sentence(does: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside, "SECONDS", 3)
    limits = "from coordination.casework.cleaning import child; child.SECONDS = 1; child.bound()\n"
    with pytest.raises(Unfit) as found:
        outside.clean(b"x", (sys.executable, "-I", "-c", limits + does))
    assert str(found.value) == outside.TOO_MUCH


def test_when_two_files_are_being_read_the_next_waits_and_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside, "PATIENCE", 0.05)
    with outside._turns, outside._turns, pytest.raises(Unfit, match="in a minute"):
        outside.clean(paper())
    assert outside.clean(paper()).kind is Kind.PDF


# --- broken on purpose ------------------------------------------------------------------------------------------------


def test_a_cleaner_that_only_copies_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "clean", lambda data, kind: data)
    assert not gone(cleaned(photo()).content)


@pytest.mark.parametrize(
    ("guard", "name"),
    [("_judge", "script with a name"), ("_weigh", "pdf bomb"), ("_filters", "packed twice")],
)
def test_a_pdf_guard_taken_away_would_be_found(guard: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    gives: dict[str, object] = {"_judge": None, "_weigh": 0, "_filters": []}
    monkeypatch.setattr(papers, guard, lambda *_: gives[guard])
    child.clean(REFUSED[name][0]())  # it comes through, so the test above would fail


def test_metadata_inside_a_pdf_would_be_found_if_it_stayed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "jpeg_alone", lambda data: data)
    assert not gone(cleaned(paper_around(photo())).content)
    monkeypatch.undo()
    monkeypatch.setattr(papers, "_DROPPED", ())
    assert not gone(cleaned(paper_around(photo())).content)


def test_a_second_kind_in_one_file_would_pass_without_its_guard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "_only", lambda kind, *_args, **_more: kind)
    child.clean(REFUSED["png and html"][0]())
