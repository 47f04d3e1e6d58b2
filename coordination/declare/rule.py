"""Room: declare. The shape of a disclosure rule that a plugin may parameterise, and nothing more.

A plugin says *whose* information of *which types* is open to *whom* on *which authority*. It cannot add code to
a decision: every field is a closed value that the catalog checks and the policy evaluates. Empty fields refuse.
"""

from __future__ import annotations

from dataclasses import dataclass

from coordination.declare.information import InformationType


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """A permit by law, without a release, between programs that both have a place on the case.

    slug: name of the rule. authority: slug of a LegalAuthority declared by the same plugin.
    sharing: partner types whose information is opened. recipients: partner types of the viewer's program.
    types: the information types opened. government_only: the recipient's agency must be a government entity.
    agreement: it holds only while an agreement between the two agencies that covers the type is in force.
    The viewer must be a team member on the case; confidential programs never share under one of these (the
    federal floor forbids it).
    """

    slug: str
    authority: str
    sharing: frozenset[str]
    recipients: frozenset[str]
    types: frozenset[InformationType]
    government_only: bool
    agreement: bool = False
