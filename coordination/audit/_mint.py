"""Room: audit. The mint: makes Grants. Imported by audit/access_log.py and nobody else (import contract 10)."""

from __future__ import annotations

from coordination.audit.grant import Grant, GrantedCase
from coordination.policy.decision import Decision


def mint(decision: Decision) -> Grant:
    """A Grant of what an allowed decision covers. The caller has written its entry."""
    if not decision.allowed:
        raise ValueError("A refusal cannot be minted.")
    grant = object.__new__(Grant)
    cases = tuple(GrantedCase(case_id=case.case_id, handle=case.handle, types=case.types) for case in decision.cases)
    object.__setattr__(grant, "actor", decision.actor)
    object.__setattr__(grant, "action", decision.action)
    object.__setattr__(grant, "cases", cases)
    return grant
