"""Room: plugins. What neither side of the office was read for, by its citation."""

from __future__ import annotations

WALL = "rules of professional conduct on conflicts of interest and screening; the office's own order"
WORK_PRODUCT = "the state's rules on work product and attorney-client privilege"
