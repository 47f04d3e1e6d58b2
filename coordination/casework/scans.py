"""Room: casework. A scan that is sent with a form: cleaned of whatever is hidden in it, or a sentence why not."""

from __future__ import annotations

from coordination.casework.cleaning import outside
from coordination.casework.cleaning.kinds import Unfit
from coordination.model.files import Cleaned


def clean(content: bytes | None, wrong: dict[str, str], missing: str) -> Cleaned | None:
    """The scan without anything hidden in it, looked at only when all else is in order; else a sentence in `wrong`.

    content: the bytes that were sent, None when none were. missing: what to say then.
    """
    if content is None:
        wrong["file"] = missing
    elif wrong:
        wrong["file"] = "Choose the file again: a browser does not send one twice."
    else:
        try:
            return outside.clean(content)
        except Unfit as unfit:
            wrong["file"] = str(unfit)
    return None
