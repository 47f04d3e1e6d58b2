"""Room: tests. The oracle of the authorisation matrix: expected answers worked out from the documents alone.

Written by somebody who has not read policy, plugins, casework, storage or their tests. It imports nothing of the hub,
so that it can be wrong only by itself. Quoted beside each rule: ARCH = the architecture note (3, 7, 8), LAW = the law
and standards note, SEC = the security note, ISSUE = the first product issue, CHOICE n = a product decision the lead
settled (CHOICES in oracle_words.py). Where a document leaves doubt the stricter reading is taken, stricter meaning that
less is opened and less is added; the line is marked "DOUBT:". Emergency access, mandated reports, court orders and
withdrawn or court-sealed records are not part of this matrix.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.matrix.oracle_words import (
    BY_ORDER,
    CAPTA_IX_TYPES,
    CASE_ROLES,
    CHILD_PROTECTION_DUTY,
    CONSENT_REGIMES,
    COURTS,
    EXISTENCE_PROTECTED,
    KEEPERS,
    LAW_OFFICES,
    NEVER_SHOWN_LOCKED,
    Held,
    Situation,
    Viewer,
)

__all__ = [
    "CASE_ROLES",
    "CONSENT_REGIMES",
    "NEVER_SHOWN_LOCKED",
    "RULES",
    "TABLE",
    "Held",
    "Situation",
    "Viewer",
    "may",
    "name_hub_takes",
    "sees",
]


def _reachable(viewer: Viewer, situation: Situation) -> bool:
    """What no role gets past.

    - ARCH 8: "Hidden and absent are the same answer", so what is not there is refused like what is hidden.
    - ARCH 8: "Conflict list ... beats every role and emergency".
    - ARCH 3: restricted is "closed ... to all but the persons they name, supervisors included".
    - ARCH 3: a confidential program has "no drafts, records, memberships or log rows about a child until a release
      names the hub"; a release is "an interval evaluated at read time", so expired and revoked count as none.
      DOUBT: after the end of that release the program's own records and its revoking are closed to it too.
    """
    shut = situation.conflict or (situation.restricted and not situation.named)
    hub_named = not viewer.confidential or situation.hub_release == "in_force"
    return situation.present and not shut and hub_named


def _enters(viewer: Viewer, situation: Situation) -> bool:
    """CHOICES 2 and 4. ARCH 3: "the coordinator invites a program, that program's supervisor assigns its person".

    Being named on a restricted case narrows and never widens. DOUBT: a member whose program's place has ended does not
    enter, since membership rests on the place.
    """
    if viewer.role not in CASE_ROLES or not situation.viewer_program_placed or viewer.partner_type in COURTS:
        return False
    return _reachable(viewer, situation) and (situation.viewer_member or viewer.role == "supervisor")


def _works(viewer: Viewer, situation: Situation) -> bool:
    """A team member in force: CHOICE 3; ISSUE "A team member ... files ... corrects ... withdraws ... records"."""
    return _enters(viewer, situation) and situation.viewer_member


def _supervises(viewer: Viewer, situation: Situation) -> bool:
    """ARCH 3: "that program's supervisor assigns its person"; ISSUE 6: "assigns and ends its people on a case"."""
    return _enters(viewer, situation) and viewer.role == "supervisor"


def _ordered(viewer: Viewer, situation: Situation) -> bool:
    """ARCH 4 "by order". DOUBT: one's own filing is the order on file; whether it ran out by its date is not asked."""
    return viewer.partner_type not in BY_ORDER or situation.order_on_file


def _shares(viewer: Viewer, situation: Situation) -> bool:
    """ISSUE 3: before the order is on file nothing opens. DOUBT: nor are releases listed, made or asked for; filing the
    order, drafts, assigning people and stopping a release go on.
    """
    return _enters(viewer, situation) and _ordered(viewer, situation)


def _works_by_order(viewer: Viewer, situation: Situation) -> bool:
    """A team member whose order, where one is needed, is on file."""
    return _works(viewer, situation) and _ordered(viewer, situation)


def _receives(viewer: Viewer, situation: Situation) -> bool:
    """ISSUE 3: "courts (receive filings ...)". LAW 7: "Judges stay out of case-specific team sharing (ex parte)", so
    the place of the court alone lets its clerks take filings, and nobody of a court is on a team.
    """
    clerk = viewer.partner_type in COURTS and viewer.role in CASE_ROLES
    return clerk and situation.viewer_program_placed and _reachable(viewer, situation)


def _coordinates(viewer: Viewer, situation: Situation) -> bool:
    """CHOICE 1. ARCH 3: "the program that opens a case coordinates it until another accepts coordination"."""
    return _enters(viewer, situation) and situation.coordinates


def _accepts(viewer: Viewer, situation: Situation) -> bool:
    """CHOICE 6: "by a coordinator or supervisor of the placed program it was offered to"."""
    return situation.offered and viewer.role in {"coordinator", "supervisor"} and _shares(viewer, situation)


def _restricts(viewer: Viewer, situation: Situation) -> bool:
    """CHOICE 9. ARCH 3: "by coordinator or owning supervisor". DOUBT: whether it is restricted already is not asked."""
    return _coordinates(viewer, situation) or _supervises(viewer, situation)


def _lifts_conflict(viewer: Viewer, situation: Situation) -> bool:
    """CHOICE 5. No place on the case is asked of the privacy officer.

    DOUBT: ARCH 8 "beats every role" and ARCH 3 "to all but the persons they name" are read to bind the privacy officer
    too: excluded from the case, or not named on a restricted one, she neither sets nor lifts. One of a confidential
    program acts only under a release that names the hub (ARCH 3: no "log rows about a child" before).
    """
    return viewer.role == "privacy_officer" and viewer.partner_type not in COURTS and _reachable(viewer, situation)


def _sets_conflict(viewer: Viewer, situation: Situation) -> bool:
    """CHOICE 5; goes on when the case is closed, CHOICE 10 not naming it."""
    return _lifts_conflict(viewer, situation) or _supervises(viewer, situation)


def _case_role(viewer: Viewer, _: Situation) -> bool:
    """CHOICE 11: "draft:list, draft:discard ... by the three case roles"."""
    return viewer.role in CASE_ROLES and viewer.partner_type not in COURTS


def _opens_case(viewer: Viewer, _: Situation) -> bool:
    """CHOICE 11. ARCH 3: before a release names the hub a confidential program has "one act", and it is another."""
    # ISSUE 3: a court has no case; DOUBT: who works by an order is invited to the case that the order is about.
    return viewer.role in CASE_ROLES and not viewer.confidential and viewer.partner_type not in COURTS | BY_ORDER


def _names_hub(viewer: Viewer, _: Situation) -> bool:
    """CHOICE 11: "by those of a confidential program". DOUBT: the three case roles only (CHOICE 4)."""
    return viewer.role in CASE_ROLES and viewer.confidential


def _conflict_list(viewer: Viewer, _: Situation) -> bool:
    """CHOICE 5: "privacy officers and supervisors". DOUBT: about no one case; lines "only to who set it" (8)."""
    return viewer.role in {"privacy_officer", "supervisor"} and viewer.partner_type not in COURTS


def _administrator(viewer: Viewer, _: Situation) -> bool:
    """ARCH 3: "administrator (never reads)", "within one agency"; whose roster is for agency_doors.py."""
    return viewer.role == "administrator"


def _auditor(viewer: Viewer, _: Situation) -> bool:
    """CHOICE 11: "access_log:* by auditors". ARCH 8: "Auditors belong to an agency"."""
    return viewer.role == "auditor"


def _everybody(_: Viewer, __: Situation) -> bool:
    """CHOICE 11: "session:* by everybody"; ISSUE 3, 8: "per-person preferences", one's own."""
    return True


# Who, in which state of the case (CHOICE 10), does what. Acts that add need an open case; reading, ending, restricting,
# revoking and the conflict list go on when it is closed.
# DOUBT: open is asked although CHOICE 10 is silent: record:correct (ARCH 3 "only corrected by a newer one", a filing),
# draft:save (its beginning), record:reported, release:preview ("before saving", ISSUE 5), hub_code:issue (it ends in a
# place and a release), request:answer (even a no), case:accept_coordination, case:close. Reopening needs a closed one.
# DOUBT: release:record, record:withdraw: no supervisor who is no member; she releases by answering a request (ARCH 8
# "answers with a release or a no"). case:list, case:search, request:list: one case in the list, "among what they may
# see" (ISSUE 1, 2). ARCH 8: emergency access is told. DOUBT: the list holds a supervisor's cases too (CHOICE 2).
TABLE: tuple[tuple[Callable[[Viewer, Situation], bool], str, str], ...] = (
    (_accepts, "open", "case:accept_coordination"),
    (_administrator, "any", "membership:count passkey:code roster:read"),
    (_administrator, "any", "roster:change roster:confirm roster:decline roster:propose"),
    (_auditor, "any", "access_log:export access_log:read access_log:verify"),
    (_case_role, "any", "draft:discard draft:list notice:mark_seen"),
    (_conflict_list, "any", "conflict:list"),
    (_coordinates, "any", "team:end"),
    (_coordinates, "closed", "case:reopen"),
    (_coordinates, "open", "case:close case:offer_coordination hub_code:issue team:invite"),
    (_enters, "any", "case:explain case:list case:print case:read case:search document:make request:list team:read"),
    (_enters, "any", "authority:end conflict:recuse missing:packet missing:read record:history release:revoke"),
    (_enters, "open", "missing:publish"),
    (_everybody, "any", "contact:read contact:set directory:read passkey:end session:end session:list"),
    (lambda viewer, _: viewer.role in KEEPERS, "any", "designation:edit directory:edit on_call:edit service:edit"),
    (_lifts_conflict, "any", "conflict:lift disclosure:suspend"),
    (_names_hub, "any", "release:name_hub"),
    (_opens_case, "any", "case:import case:open"),
    (_receives, "any", "filing:list filing:read"),
    (_receives, "open", "filing:answer"),
    (_restricts, "any", "case:restrict case:unrestrict"),
    (_sets_conflict, "any", "conflict:set disclosure:export disclosure:read"),
    (_shares, "any", "authority:list release:list"),
    (_supervises, "any", "demand:record document:list emergency:list emergency:review member:end"),
    (_supervises, "open", "member:assign request:answer"),
    (_works, "any", "draft:open emergency:end record:withdraw"),
    (_works, "open", "draft:save missing:add missing:found missing:open record:correct record:file record:reported"),
    (_works_by_order, "open", "authority:preview authority:record release:preview release:record request:make"),
    (lambda one, to: _works_by_order(one, to) and not one.confidential, "open", "emergency:start"),
)
RULES = {action: (rule, state) for rule, state, actions in TABLE for action in actions.split()}


def may(action: str, viewer: Viewer, situation: Situation) -> bool:
    """Whether the viewer may do it. KeyError for roster:load, session:start (system acts) and unknown actions."""
    rule, state = RULES[action]
    return state in {"any", "open" if situation.case_open else "closed"} and rule(viewer, situation)


def name_hub_takes(viewer: Viewer, situation: Situation) -> bool:
    """What must hold once the one-time code has named the case: ARCH 8 conflict, ARCH 3 restricted, CHOICE 10."""
    shut = situation.conflict or (situation.restricted and not situation.named) or not situation.case_open
    return _names_hub(viewer, situation) and situation.present and not shut


def _opened_by_capta(viewer: Viewer, held: Held) -> bool:
    """LAW 0 and 1.8, CAPTA (ix). ARCH 3: "the *sharing* agency's law governs disclosure", hence the owner's regimes.

    DOUBT: a holder that is not child welfare but stands under CAPTA opens nothing.
    """
    duty = viewer.government and viewer.partner_type in CHILD_PROTECTION_DUTY
    bound = "capta" in held.owner_regimes and "us_federal" in held.owner_jurisdictions
    stricter = held.owner_confidential or held.owner_regimes & CONSENT_REGIMES
    child_welfare = held.owner_partner_type == "child_welfare" and held.information_type in CAPTA_IX_TYPES
    return duty and bound and child_welfare and not stricter


def _walled(viewer: Viewer, held: Held) -> bool:
    """ISSUE 3: "the civil child-protection attorney walled from the criminal prosecutor", under one roof as well."""
    sides = {viewer.partner_type, held.owner_partner_type}
    return viewer.agency == held.owner_agency and sides == LAW_OFFICES


def _released(viewer: Viewer, held: Held) -> bool:
    """ISSUE 3: "work product never shared", not by release; a wall holds "even when a release names the whole agency".

    DOUBT: so a release by anybody that names an agency reaches none of its law offices, whichever side they are on.
    """
    reaches = not held.names_agency or viewer.partner_type not in LAW_OFFICES
    never = held.information_type in {"reporter_identity", "work_product"}
    alone = held.release_alone or held.information_type != "psychotherapy_notes"  # LAW 1.6: "own authorization"
    return held.release_to_viewer == "in_force" and reaches and alone and not never


def _filed(viewer: Viewer, situation: Situation, held: Held) -> bool:
    """ISSUE 3: "only what is filed with them", and back to the parties. LAW 0: victim services give nothing this way.

    DOUBT: with two courts on a case it is not known with which one something was filed, so neither gets it.
    """
    if held.information_type != "court" or situation.two_courts or held.owner_regimes & EXISTENCE_PROTECTED:
        return False
    if viewer.partner_type in COURTS:
        return held.owner_partner_type not in COURTS and not held.owner_confidential
    return situation.filed_in_court


def _readable(viewer: Viewer, situation: Situation, held: Held) -> bool:
    """ARCH 3, legal authority: "own record, release, team statute ..."; the team statute is not encoded (ISSUE).

    Own is the program's, not the agency's: ARCH 3 "partner type, regime and keys belong to the program".
    DOUBT: reporter_identity opens by no release: LAW 1.8 "court in-camera only", and who signs is not the reporter.
    """
    if held.owner_program == viewer.program:
        return True
    if not situation.viewer_member:  # CHOICE 2
        return False
    return _released(viewer, held) or (_opened_by_capta(viewer, held) and not _walled(viewer, held))


def sees(viewer: Viewer, situation: Situation, held: Held) -> str:
    """open, step_up (would open after a fresh second factor), known (exists, locked), or absent.

    ISSUE, Identity: "step-up for location", SEC T3 "for class-L (location) reads": own records included.
    Locked tiles: ISSUE 3, ARCH 8 "shown locked or not at all"; a supervisor who is no member gets none (CHOICE 2).
    """
    if viewer.partner_type in COURTS:
        own = held.owner_program == viewer.program
        return "open" if _receives(viewer, situation) and (own or _filed(viewer, situation, held)) else "absent"
    # ISSUE 3: "an appointment order is on file before anything opens".
    waits = held.owner_program != viewer.program and not _ordered(viewer, situation)
    if waits or not _enters(viewer, situation):
        return "absent"
    if held.owner_partner_type in COURTS:
        return "open" if situation.viewer_member and _filed(viewer, situation, held) else "absent"
    if _readable(viewer, situation, held):
        return "step_up" if held.information_type == "location" and not viewer.stepped_up else "open"
    hidden = held.owner_confidential or held.owner_regimes & EXISTENCE_PROTECTED or _walled(viewer, held)
    if not situation.viewer_member or hidden or held.information_type in NEVER_SHOWN_LOCKED:
        return "absent"
    return "known"
