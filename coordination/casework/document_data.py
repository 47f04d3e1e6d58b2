"""Room: casework. A document as a data file: JSON with the ids of the fields, the version, and the code set by period.

A field that nobody filled is null, and so is one whose answer is "not known" where missing data stays blank. Codes that
were not read are null as well: the words of our own form stand beside them, under `answer`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from coordination.model.document import Filled, Made

FORMAT = 1


def write(made: Made) -> bytes:
    """The file, in UTF-8. Times are UTC in RFC 3339."""
    return json.dumps(_file(made), ensure_ascii=False, indent=1).encode() + b"\n"


def _file(made: Made) -> Mapping[str, object]:
    return {
        "format": FORMAT,
        "document": made.document.slug,
        "version": made.document.version,
        "citation": made.document.citation,
        "number": made.number,
        "made_at": made.made_at.isoformat().replace("+00:00", "Z"),
        "made_by": f"{made.person}, {made.program}",
        "period": _period(made),
        "notices": [f"{sentence} ({citation})" for sentence, citation in made.travels],
        "warning": made.warning or None,
        "fields": [_field(line) for line in made.lines],
    }


def _period(made: Made) -> Mapping[str, object] | None:
    if made.period is None:
        return None
    codes = made.code_set
    return {
        "begins": made.period.begins.isoformat(),
        "ends": made.period.ends.isoformat(),
        "due": made.period.due.isoformat(),
        "code_set": codes.slug if codes else None,
        "codes": None,
        "not_encoded": codes.not_encoded if codes else "No code set is declared for this period.",
    }


def _field(line: Filled) -> Mapping[str, object]:
    answer = list(line.value) if isinstance(line.value, tuple) else line.value
    return {
        "id": line.slug,
        "title": line.title,
        "answer": answer,
        "words": list(line.words),
        "code": None,
        "gap": line.gap or None,
        "not_encoded": line.note or None,
    }
