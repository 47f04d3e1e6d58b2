"""Room: tests. The oracle, continued: who may do what about one referral, and about files, from the documents alone.

Quoted: as in oracle.py; FILES = item 9 of the issue "Every partner works a day" and the brief to it; REFERRAL = what
that issue says in its items 2 and 5. It imports nothing of the hub either. `may` answers for every action, these and
those of oracle.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tests.matrix import oracle, oracle_of_staff, oracle_of_staging
from tests.matrix.oracle import CASE_ROLES, Situation, Viewer, _enters, _supervises, _works, _works_by_order
from tests.matrix.oracle_words import COURTS


def _receives(viewer: Viewer, situation: Situation) -> bool:
    """REFERRAL: "Sent to programs that are on no team of the case too": no place, no membership is asked.

    ARCH 8: the conflict list "beats every role"; ARCH 3: restricted is closed "to all but the persons they name", and a
    referral is about the case. ISSUE 3: courts "receive filings ...; never a case view", so their people have none.
    DOUBT: a confidential program may read what was sent to it before its release to the hub (ARCH 3 "what is sent to
    them"), as the rest of ARCH 3 forbids it only to write.
    """
    shut = situation.conflict or (situation.restricted and not situation.named)
    works = viewer.role in CASE_ROLES and viewer.partner_type not in COURTS
    return works and situation.present and not shut and situation.referral == "received"


def _answers(viewer: Viewer, situation: Situation) -> bool:
    """ARCH 3: a confidential program has "no drafts, records, memberships or log rows ... until a release names the
    hub", and an answer is kept; so it needs its place, which rests on that release."""
    bound = situation.viewer_program_placed and situation.hub_release == "in_force"
    return _receives(viewer, situation) and (bound or not viewer.confidential)


def _sends(viewer: Viewer, situation: Situation) -> bool:
    """REFERRAL: "sender may recall, cancel, reopen": whoever of the sending program may enter the case."""
    return _enters(viewer, situation) and situation.referral == "sent"


def _follows(viewer: Viewer, situation: Situation) -> bool:
    """LAW 3.7: requester and target, and nobody else."""
    return _receives(viewer, situation) or _sends(viewer, situation)


def _looks_at_work(viewer: Viewer, situation: Situation) -> bool:
    """REFERRAL 5: "cases, waiting reports and referrals, unanswered ones that I sent".

    REFERRAL 4: whoever is on call is told of an urgent one.
    """
    return _receives(viewer, situation) or _enters(viewer, situation)


def _brings(viewer: Viewer, situation: Situation) -> bool:
    """REFERRAL 2: accepting a case referral gives a place, and ARCH 3: "the coordinator invites a program"."""
    return _works_by_order(viewer, situation) and situation.coordinates


def _gets_files(viewer: Viewer, situation: Situation) -> bool:
    """FILES: "rows follow the record", so whoever may read a record, a court what was filed with it."""
    return _enters(viewer, situation) or oracle._receives(viewer, situation)


def _attaches(viewer: Viewer, situation: Situation) -> bool:
    """FILES: "PDF up to 10 MB on a record": whoever files records. DOUBT: a court on what it gives, since an order is a
    paper. Withdrawing one follows record:withdraw as settled, the owning supervisor included."""
    return _works(viewer, situation) or oracle._receives(viewer, situation)


# ISSUE 4, 5: deadlines "run with or without consent", are the duty-holder's own, and "stopped only by typed evidence";
# its brief: "Only the owing program's team members on the case and its supervisors act; a closed case's deadlines can
# still be proved", and withdrawing is for the "supervisor of the owing program". Whose one is, deadline_doors.py says.
# DOUBT: acknowledging, asking, working, completing and declining go on when the case is closed, so that a loop can be
# closed; accepting and sending again need an open one, as they add (CHOICE 10).
TABLE: tuple[tuple[Callable[[Viewer, Situation], bool], str, str], ...] = (
    (_answers, "any", "referral:acknowledge referral:ask referral:complete referral:decline referral:work"),
    (_answers, "open", "referral:accept"),
    (_brings, "open", "referral:bring"),
    (_attaches, "open", "file:attach"),
    (_enters, "any", "file:withdraw"),
    (_enters, "any", "deadline:list deadline:pause deadline:prove deadline:read deadline:resume"),
    (_enters, "open", "deadline:start"),
    (_supervises, "any", "deadline:withdraw"),
    (_gets_files, "any", "file:read"),
    (_follows, "any", "referral:list referral:read"),
    (_looks_at_work, "any", "notice:list work:list"),
    (_sends, "any", "referral:cancel referral:reply"),
    (_sends, "open", "referral:reopen"),
    (_works_by_order, "open", "referral:send"),
)
RULES = {
    action: (rule, state)
    for rule, state, actions in (*TABLE, *oracle_of_staff.TABLE, *oracle_of_staging.TABLE)
    for action in actions.split()
}


def may(action: str, viewer: Viewer, situation: Situation) -> bool:
    """Whether the viewer may do it. KeyError for system acts and unknown actions."""
    if action not in RULES:
        return oracle.may(action, viewer, situation)
    rule, state = RULES[action]
    return state in {"any", "open" if situation.case_open else "closed"} and rule(viewer, situation)


def carries(viewer: Viewer, situation: Situation, held: oracle.Held) -> str:
    """What a recipient gets of a record that goes along: open, step_up or absent.

    REFERRAL 2: "only what sender may give and recipient may hold"; ARCH 3: a link opens by law or by a release in
    force, as to a team member of the recipient, and a confidential recipient holds only what its release to the hub
    names. Nothing is shown locked: what may not be read does not go along. ISSUE 3: "an appointment order is on file
    before anything opens", to a recipient too.
    """
    if not oracle._ordered(viewer, situation):
        return "absent"
    if not _receives(viewer, situation) or held.owner_program == viewer.program:
        return "absent"
    if viewer.confidential and situation.hub_release != "in_force":
        return "absent"
    if not oracle._readable(viewer, replace(situation, viewer_member=True), held):
        return "absent"
    return "step_up" if held.information_type == "location" and not viewer.stepped_up else "open"
