"""Room: plugins. Maine: the team where a district has no center, and who must be at a consultation.

Source: OCFS policy IV.D-2B, effective 7 April 2016, VII.B. It speaks of districts; the directory knows counties.
"""

from __future__ import annotations

from coordination.declare import Invitee, Quorum, Seat, TeamRule

WITHOUT_CENTER = TeamRule(
    slug="me_team_without_center",
    invitees=(
        Invitee(words="Local law enforcement", partner_types=frozenset({"law_enforcement"})),
        Invitee(words="The district attorney’s office", partner_types=frozenset({"prosecution"})),
        Invitee(words="A sexual assault advocate", partner_types=frozenset({"victim_advocacy"})),
    ),
    others="Others who have meaningful contact with the young person: ask them who that is.",
    citation="OCFS policy IV.D-2B, VII.B",
    quote=(
        "For districts that do not have local Child Advocacy Centers, Caseworkers and Supervisors should work together"
        " to form a MDT with the following people as required invitees: Local Law Enforcement, someone from the"
        " appropriate District Attorney’s office, Sexual Assault Advocate, and others who have meaningful contact with"
        " the youth."
    ),
    source="seed IV.D-2B, VII.B",
)

CONSULTATION = Quorum(
    slug="me_consultation",
    seats=(
        Seat(
            words="A program administrator or an assistant program administrator",
            titles=frozenset({"program administrator", "assistant program administrator"}),
        ),
        Seat(words="A supervisor", titles=frozenset({"supervisor"}), roles=frozenset({"supervisor"})),
    ),
    citation="OCFS policy IV.D-2B, VII.B.3",
    quote=(
        "a consultation meeting should be set up by the caseworker that includes a Program Administrator or Assistant"
        " Program Administrator and a Supervisor to plan for safety and next steps and to strategize around the running"
        " away behavior and other identified risk factors."
    ),
    source="seed IV.D-2B, VII.B.3",
)
