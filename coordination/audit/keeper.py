"""Room: audit. The keeper: the sequencer put together with its own connection, the hub's key and the second path.

One runs beside the web, in a process of its own (`python -m coordination serve` starts it). The log's origin is the
name of its signing key, so that moving the hub to another address does not begin another log.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from secrets import token_hex

from coordination.audit.publication import Press
from coordination.audit.second_path import SecondPath
from coordination.audit.sequencer import Sequencer
from coordination.crypto.signing import Signer
from coordination.database.engine import Database
from coordination.settings import Settings


def press(settings: Settings) -> Press:
    """What signs this hub's log. Misconfigured without a usable key, Unavailable without the second path."""
    signer = Signer.open(settings.signing_key_file)
    return Press(origin=signer.verifier.name, signer=signer, second_path=SecondPath(settings.checkpoint_copy))


@contextmanager
def keeping(settings: Settings) -> Iterator[Sequencer]:
    """A sequencer at work, on the sequencer's own role; the caller calls `step`, and `close` at a clean stop.

    Raises Misconfigured when that role is an owner or a superuser.
    """
    signing = press(settings)
    with closing(Database.open(settings.sequencer_url, pool_size=2)) as database:
        yield Sequencer(database, signing, holder=token_hex(16))
