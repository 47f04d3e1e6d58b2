"""Room: tests. The chance that the hub draws from, by a seed: two worlds that do the same draw the same."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

import pytest


@contextmanager
def dice(seed: str) -> Iterator[None]:
    """Ids, handles, references and tokens by this seed: the same number of them gives the same ones."""
    random = Random(seed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(secrets, "token_hex", lambda size=32: random.randbytes(size).hex())
        patch.setattr(secrets, "token_urlsafe", lambda size=32: random.randbytes(size).hex())
        patch.setattr(secrets, "choice", random.choice)
        yield
