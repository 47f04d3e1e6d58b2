"""Room: door. When an answer of "not here" leaves: at whole steps of time, so that its cost tells nothing.

Hidden and absent are the same bytes by the same statements, but a row that is there costs some microseconds more than
one that is not (measured by tests/bench/absent.py: without steps, 0.78 of the pairs could be told apart on a quiet
machine). Every 404 therefore waits for the next whole step since its request began. Nothing else waits.
"""

from __future__ import annotations

import time

from flask import Response, g

from coordination.door.app import Door

STEP_SECONDS = 0.010
NOT_HERE = 404


def hold(door: Door, response: Response) -> Response:
    """Wait until the next step when the answer is "not here"; give every answer back as it is."""
    began: float | None = g.get("started")
    if response.status_code == NOT_HERE and door.refusal_step and began is not None:
        elapsed = time.perf_counter() - began
        time.sleep(door.refusal_step - elapsed % door.refusal_step)
    return response
