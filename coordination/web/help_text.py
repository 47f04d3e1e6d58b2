"""Room: web. Help is written as plain text with a few marks, and read here: # title, ## heading, - item, 1. step,
**strong**, `code`, [another page](03-releases.md), ![what is to be seen](pictures/name.png) as a paragraph of its own,
| a | table | whose second line is | --- | --- |, and lines that begin with four spaces, which are shown as they are.

No HTML passes: everything is escaped first. Files are coordination/help/NN-slug.md; NN gives their order. Addresses are
relative, so that the same text works on a code host, and in a hub that lies under a folder.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from pathlib import Path

from markupsafe import escape

_CODE, _ITEM, _STEP, _CELL = "    ", "- ", r"\d+\. ", "|"
_RULE = re.compile(r"\|(?: *:?-{3,}:? *\|)+")
FOLDER = Path(__file__).resolve().parent.parent / "help"
PICTURES = FOLDER / "pictures"
PICTURE = re.compile(r"!\[([^\]\n]+)\]\(pictures/([a-z0-9-]+\.png)\)")
LINK = re.compile(r"\[([^\]\n]+)\]\(\d+-([a-z-]+)\.md\)")
_PNG, _PNG_SIZE = b"\x89PNG\r\n\x1a\n", slice(16, 24)  # PNG (third edition) §5.2, §11.2.1: width and height


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One page of help. lead: its first paragraph, for the list. html: safe to show as it is."""

    slug: str
    title: str
    lead: str
    html: str


def topics(folder: Path = FOLDER) -> list[Topic]:
    """Every topic, in the order of the file names."""
    return [
        read(file.stem.partition("-")[2], file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*-*.md"))
    ]


def read(slug: str, text: str) -> Topic:
    """Turn one text into a topic; its first line is "# Title"."""
    first, _, rest = text.strip().partition("\n")
    blocks = _blocks(rest.strip())
    lead = " ".join(blocks[0].split()) if blocks else ""
    return Topic(slug=slug, title=first.lstrip("# ").strip(), lead=lead, html="\n".join(map(_block, blocks)))


def size(picture: Path) -> tuple[int, int]:
    """Width and height of a PNG, in pixels. ValueError when it is none."""
    head = picture.read_bytes()[: _PNG_SIZE.stop]
    if not head.startswith(_PNG) or len(head) < _PNG_SIZE.stop:
        raise ValueError(picture.name)
    width, height = struct.unpack(">II", head[_PNG_SIZE])
    return int(width), int(height)


def _blocks(text: str) -> list[str]:
    """Paragraphs; empty lines within code do not end it."""
    found: list[str] = []
    for block in re.split(r"\n(?:[ \t]*\n)+", text):
        if found and _is_code(block) and _is_code(found[-1]):
            found[-1] += f"\n\n{block}"
        elif block.strip():
            found.append(block)
    return found


def _is_code(block: str) -> bool:
    return all(line.startswith(_CODE) for line in block.splitlines() if line.strip())


def _block(block: str) -> str:
    if _is_code(block):
        code = "\n".join(line.removeprefix(_CODE) for line in block.splitlines())
        return f'<pre class="hub-code" tabindex="0"><code>{escape(code)}</code></pre>'
    lines = block.strip().splitlines()
    if lines[0].startswith("## "):
        rest = "\n".join(lines[1:]).strip()
        return f"<h2>{_inline(lines[0][3:])}</h2>" + ("\n" + _block(rest) if rest else "")
    if shown := PICTURE.fullmatch(block.strip()):
        return _picture(*shown.groups())
    if lines[0].startswith(_CELL) and len(lines) > 1 and _RULE.fullmatch(lines[1].strip()):
        return _table(lines)
    for tag, mark in (("ul", _ITEM), ("ol", _STEP)):
        if re.match(mark, lines[0]):
            return f'<{tag} class="usa-list">{_items(lines, mark)}</{tag}>'
    return f"<p>{_inline(' '.join(lines))}</p>"


def _items(lines: list[str], mark: str) -> str:
    items = re.split(rf"\n{mark}", "\n" + "\n".join(lines))[1:]
    return "".join(f"<li>{_inline(' '.join(item.split()))}</li>" for item in items)


def _table(lines: list[str]) -> str:
    """A table whose first column names its rows. On a phone each row stands by itself, each cell with its title."""
    titles = _cells(lines[0])
    head = "".join(f'<th scope="col">{_inline(title)}</th>' for title in titles)
    body = "".join(f"<tr>{_row(titles, _cells(line))}</tr>" for line in lines[2:])
    table = f'<table class="usa-table usa-table--stacked"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    return f'<div class="hub-table">{table}</div>'


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip(_CELL).split(_CELL)]


def _row(titles: list[str], cells: list[str]) -> str:
    label = [f' data-label="{escape(title)}"' for title in titles]
    first = f'<th scope="row"{label[0]}>{_inline(cells[0])}</th>'
    rest = zip(label[1:], cells[1:], strict=True)
    return first + "".join(f"<td{said}>{_inline(cell)}</td>" for said, cell in rest)


def _picture(words: str, name: str) -> str:
    """A picture of the demo, which opens alone at a touch, since a phone shows it small."""
    try:
        width, height = size(PICTURES / name)
    except (OSError, ValueError):  # a page is of more use without its picture than not at all; a test tells us
        return f"<p>{escape(words)}</p>"
    return (
        f'<figure class="hub-picture"><a href="pictures/{escape(name)}"><img src="pictures/{escape(name)}" '
        f'alt="{escape(words)}" width="{width}" height="{height}" loading="lazy"></a></figure>'
    )


def _inline(text: str) -> str:
    plain = re.sub(r"`([^`\n]+)`", r"<code>\1</code>", str(escape(text)))
    strong = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", plain)
    return LINK.sub(r'<a href="\2">\1</a>', strong)
