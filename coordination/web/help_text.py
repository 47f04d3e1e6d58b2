"""Room: web. Help is written as plain text with a few marks, and read here: # title, ## heading, - item, **strong**,
and lines that begin with four spaces, which are shown as they are.

No HTML passes: everything is escaped first. Files are coordination/help/NN-slug.md; NN gives their order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from markupsafe import escape

_CODE = "    "
FOLDER = Path(__file__).resolve().parent.parent / "help"


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
    if lines[0].startswith("- "):
        items = re.split(r"\n- ", "\n" + "\n".join(lines))[1:]
        return (
            '<ul class="usa-list">' + "".join(f"<li>{_inline(' '.join(item.split()))}</li>" for item in items) + "</ul>"
        )
    return f"<p>{_inline(' '.join(lines))}</p>"


def _inline(text: str) -> str:
    return re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", str(escape(text)))
