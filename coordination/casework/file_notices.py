"""Room: casework. A file of another program with the notices that the law has travel with it, in one folder (ZIP).

42 CFR 2.32 has the statement accompany the disclosure. The file itself is not written on: it stays what its owner gave.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

from coordination.model.files import OpenedFile

READ_FIRST = "READ-FIRST.txt"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the day from which a ZIP counts; when it was made stands in the mark


def with_notices(opened: OpenedFile, told: tuple[tuple[str, str], ...], mark: str) -> OpenedFile:
    """The file in a folder, beside what is to be read first: each notice with its citation, who took it, when."""
    said = [*(f"Before you use this: {sentence} ({citation})" for sentence, citation in told), mark]
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as folder:
        folder.writestr(zipfile.ZipInfo(READ_FIRST, _EPOCH), "\r\n\r\n".join(said) + "\r\n")
        folder.writestr(zipfile.ZipInfo(opened.name, _EPOCH), opened.content)
    name = f"{opened.name.rpartition('.')[0]}.zip"
    return replace(opened, name=name, content=held.getvalue(), folder=True)
