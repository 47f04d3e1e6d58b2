"""Room: tests. What documents are tried on: records, a PDF read as text, and a data file read by field."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from typing import Any

import pikepdf

from coordination.casework import records
from coordination.model.ids import CaseId, RecordId, new_id
from tests.community import Community

_PAIR = re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")


def filed(community: Community, case: CaseId, who: str, form: str, /, **answers: str | list[str]) -> RecordId:
    """A record by somebody, as they would type it."""
    return records.file(community.desk, community.actor(who), case, form, answers, new_id())


def text_of(content: bytes) -> str:
    """Everything that is written on a PDF, sheet by sheet; the letters by each font's own ToUnicode map."""
    found: list[str] = []
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            maps = {name: _letters(font) for name, font in page.Resources.Font.items()}
            letters: Mapping[int, str] = {}
            for instruction in pikepdf.parse_content_stream(page):
                operands, operator = instruction.operands, instruction.operator
                if str(operator) == "Tf":
                    letters = maps[str(operands[0])]
                elif str(operator) == "Tj":
                    found.append(_read(bytes(operands[0]), letters))
                elif str(operator) == "TJ":
                    found += [_read(bytes(one), letters) for one in operands[0] if isinstance(one, pikepdf.String)]
            found.append("\n")
    return "".join(found)


def _letters(font: Any) -> dict[int, str]:  # noqa: ANN401 - a pikepdf dictionary
    written = font.ToUnicode.read_bytes().decode("latin-1")
    return {int(code, 16): bytes.fromhex(letter).decode("utf-16-be") for code, letter in _PAIR.findall(written)}


def _read(codes: bytes, letters: Mapping[int, str]) -> str:
    pairs = (int.from_bytes(codes[at : at + 2], "big") for at in range(0, len(codes), 2))
    return "".join(letters.get(code, "�") for code in pairs)


def data_of(content: bytes) -> dict[str, dict[str, Any]]:
    """The fields of a data file by their ids."""
    return {field["id"]: field for field in json.loads(content)["fields"]}
