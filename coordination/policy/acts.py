"""Room: policy. The table: for every action, the clause under which somebody may do it. Deny is the default.

Read it aloud: `Action.MEMBER_ASSIGN` needs an open case that one may enter, and the supervisor role in a program
that has a place. The matrix in the docs and the page of reasons are both made from this table.
"""

from __future__ import annotations

from coordination.model.action import Action
from coordination.policy.claims import Claim, Clause, Not, all_of, any_of

CASE_ROLES = any_of(Claim.IS_WORKER, Claim.IS_COORDINATOR, Claim.IS_SUPERVISOR)
EVERYBODY = any_of(CASE_ROLES, Claim.IS_ADMINISTRATOR, Claim.IS_AUDITOR, Claim.IS_PRIVACY_OFFICER)

# A court never sees a case (OVC TTAC: judges stay out of case-specific team sharing): its people work on what was
# filed with them, and on nothing else.
WORKS_ON_CASES = all_of(CASE_ROLES, Not(Claim.OF_COURT))

# INVARIANT: forbids. No clause below is consulted when this one does not hold on an action about a case.
ENTERABLE = all_of(Claim.PRESENT, Not(Claim.EXCLUDED), Claim.ADMITTED)

ON_THE_TEAM = all_of(WORKS_ON_CASES, Claim.TEAM_MEMBER)
OWN_SUPERVISOR = all_of(Claim.IS_SUPERVISOR, Claim.PLACED, Not(Claim.OF_COURT))
SEES_THE_CASE = all_of(ENTERABLE, any_of(ON_THE_TEAM, OWN_SUPERVISOR))

# Coordination belongs to the program: its team members on the case and its supervisors exercise it.
COORDINATES = all_of(SEES_THE_CASE, Claim.COORDINATES)
OPEN_AND_SEEN = all_of(SEES_THE_CASE, Claim.CASE_OPEN)
OPEN_AND_COORDINATES = all_of(COORDINATES, Claim.CASE_OPEN)
# A restriction shows to those it leaves in, so one by a confidential program would tell that it is there.
RESTRICTS = any_of(COORDINATES, all_of(ENTERABLE, OWN_SUPERVISOR, Not(Claim.OF_CONFIDENTIAL_PROGRAM)))
KEEPS_UP = all_of(ENTERABLE, Claim.CASE_OPEN, ON_THE_TEAM)
# A program begins nothing new before the papers with whoever runs the hub are filed, and nothing after one of them
# lapsed; it goes on reading, keeps up what there is, answers and ends it, so that a lapse strands no child.
FILES = all_of(KEEPS_UP, Claim.LIVE)

# Whose entry it may be is for policy/directory.
KEEPS_ENTRIES = any_of(Claim.IS_SUPERVISOR, Claim.IS_ADMINISTRATOR)

AGREES = all_of(Not(Claim.OF_CONFIDENTIAL_PROGRAM), Not(Claim.OF_COURT))

# Whoever works by an order of appointment files that order first; until then they share and receive nothing.
SHARES = all_of(SEES_THE_CASE, Claim.ORDERED)
SHARES_IN_AN_OPEN_CASE = all_of(OPEN_AND_SEEN, Claim.ORDERED)

# The clerk of a court: by the place of the court alone, since nobody of a court is on a team.
GETS_FILINGS = all_of(ENTERABLE, CASE_ROLES, Claim.OF_COURT, Claim.PLACED)

# Actions about a case: judged on CaseFacts.
CASE_ACTS: dict[Action, Clause] = {
    # Whose paper it is, and which kinds a supervisor alone files, is for casework/authorities. One ends on a closed
    # case too, and whoever waits for an order of their own files none.
    Action.AUTHORITY_END: SEES_THE_CASE,
    Action.AUTHORITY_LIST: SHARES,
    Action.AUTHORITY_PREVIEW: SHARES_IN_AN_OPEN_CASE,
    Action.AUTHORITY_RECORD: SHARES_IN_AN_OPEN_CASE,
    # Coordinating a case is seen by the whole team, so a confidential program never does.
    Action.CASE_ACCEPT_COORDINATION: all_of(
        SEES_THE_CASE,
        Claim.CASE_OPEN,
        Claim.OFFERED,
        any_of(Claim.IS_COORDINATOR, Claim.IS_SUPERVISOR),
        Not(Claim.OF_CONFIDENTIAL_PROGRAM),
        Claim.ORDERED,
        Claim.LIVE,
    ),
    Action.CASE_CLOSE: OPEN_AND_COORDINATES,
    # What of it may be asked about is for policy/why.
    Action.CASE_EXPLAIN: SEES_THE_CASE,
    Action.CASE_LIST: SEES_THE_CASE,
    Action.CASE_OFFER_COORDINATION: OPEN_AND_COORDINATES,
    Action.CASE_PRINT: SEES_THE_CASE,
    Action.CASE_READ: SEES_THE_CASE,
    Action.CASE_REOPEN: all_of(COORDINATES, Claim.CASE_CLOSED),
    Action.CASE_RESTRICT: RESTRICTS,
    Action.CASE_SEARCH: SEES_THE_CASE,
    Action.CASE_UNRESTRICT: RESTRICTS,
    # To shut oneself out; who lets them in again is in CONFLICT_ACTS.
    Action.CONFLICT_RECUSE: SEES_THE_CASE,
    Action.DEADLINE_LIST: SEES_THE_CASE,
    # Whose deadline it is, casework/deadline_acts asks. A duty ends with its proof, not with the case.
    Action.DEADLINE_PAUSE: SEES_THE_CASE,
    Action.DEADLINE_PROVE: SEES_THE_CASE,
    Action.DEADLINE_READ: SEES_THE_CASE,
    Action.DEADLINE_RESUME: SEES_THE_CASE,
    Action.DEADLINE_START: OPEN_AND_SEEN,
    Action.DEADLINE_WITHDRAW: all_of(ENTERABLE, OWN_SUPERVISOR),
    # What comes of it is told to others on the case, so a confidential program's would tell that it is there.
    Action.DEMAND_RECORD: all_of(ENTERABLE, OWN_SUPERVISOR, Not(Claim.OF_CONFIDENTIAL_PROGRAM)),
    # What a state system still lacks is the supervisor's own program's, over all of its cases.
    Action.DOCUMENT_LIST: all_of(SEES_THE_CASE, Claim.IS_SUPERVISOR),
    Action.DOCUMENT_MAKE: SEES_THE_CASE,
    Action.DRAFT_OPEN: all_of(ENTERABLE, ON_THE_TEAM),
    Action.DRAFT_SAVE: FILES,
    # Giving it back is for whoever has it, on a closed case too. Who reviews whose is for casework/emergencies.
    Action.EMERGENCY_END: all_of(ENTERABLE, ON_THE_TEAM),
    Action.EMERGENCY_LIST: all_of(ENTERABLE, OWN_SUPERVISOR),
    Action.EMERGENCY_REVIEW: all_of(ENTERABLE, OWN_SUPERVISOR),
    # Others are told who asks, so a confidential program, whose clients nobody may know, does not.
    Action.EMERGENCY_START: all_of(KEEPS_UP, Claim.ORDERED, Not(Claim.OF_CONFIDENTIAL_PROGRAM)),
    # A court reads what was filed with it, and gives what it gives, with its files.
    Action.FILE_ATTACH: any_of(FILES, all_of(GETS_FILINGS, Claim.CASE_OPEN)),
    Action.FILE_READ: any_of(SEES_THE_CASE, GETS_FILINGS),
    Action.FILE_WITHDRAW: SEES_THE_CASE,
    Action.FILING_ANSWER: all_of(GETS_FILINGS, Claim.CASE_OPEN),
    Action.FILING_LIST: GETS_FILINGS,
    Action.FILING_READ: GETS_FILINGS,
    Action.HUB_CODE_ISSUE: OPEN_AND_COORDINATES,
    # Of whom is for casework/staging. Everybody on the case sees the name, so a confidential program names nobody.
    Action.INTERVIEWER_NAME: all_of(
        OPEN_AND_SEEN, any_of(OWN_SUPERVISOR, Claim.COORDINATES), Not(Claim.OF_CONFIDENTIAL_PROGRAM)
    ),
    Action.MEMBER_ASSIGN: all_of(ENTERABLE, Claim.CASE_OPEN, OWN_SUPERVISOR),
    Action.MEMBER_END: all_of(ENTERABLE, OWN_SUPERVISOR),
    # Which programs hold the type is for casework/missing; of two people who let a poster go, for casework/posters.
    Action.MISSING_ADD: KEEPS_UP,
    Action.MISSING_FOUND: KEEPS_UP,
    Action.MISSING_OPEN: KEEPS_UP,
    Action.MISSING_PACKET: SEES_THE_CASE,
    Action.MISSING_PUBLISH: OPEN_AND_SEEN,
    Action.MISSING_READ: SEES_THE_CASE,
    Action.RECORD_CORRECT: KEEPS_UP,
    Action.RECORD_FILE: FILES,
    Action.RECORD_HISTORY: SEES_THE_CASE,
    Action.RECORD_REPORTED: KEEPS_UP,
    Action.RECORD_WITHDRAW: SEES_THE_CASE,
    # Accepting a case referral gives its recipient a place, so bringing a case is for whoever may invite.
    Action.REFERRAL_BRING: all_of(FILES, Claim.ORDERED, Claim.COORDINATES),
    Action.REFERRAL_SEND: all_of(FILES, Claim.ORDERED),
    Action.RELEASE_LIST: SHARES,
    Action.RELEASE_PREVIEW: SHARES_IN_AN_OPEN_CASE,
    Action.RELEASE_RECORD: SHARES_IN_AN_OPEN_CASE,
    # A release is stopped by whoever may read it, whenever the person says so, on a closed case too.
    Action.RELEASE_REVOKE: SEES_THE_CASE,
    Action.REQUEST_ANSWER: all_of(ENTERABLE, Claim.CASE_OPEN, OWN_SUPERVISOR),
    Action.REQUEST_LIST: SEES_THE_CASE,
    Action.REQUEST_MAKE: all_of(ENTERABLE, Claim.CASE_OPEN, ON_THE_TEAM, Claim.ORDERED),
    # Who may tell which event, and take it back, is for casework/staging. The whole team sees who told it.
    Action.STAGING_TELL: all_of(KEEPS_UP, Not(Claim.OF_CONFIDENTIAL_PROGRAM)),
    Action.STAGING_WITHDRAW: all_of(SEES_THE_CASE, Not(Claim.OF_CONFIDENTIAL_PROGRAM)),
    Action.TEAM_END: COORDINATES,
    Action.TEAM_INVITE: OPEN_AND_COORDINATES,
    Action.TEAM_READ: SEES_THE_CASE,
}

# The conflict list beats every role, and its keepers never need to read the case: only that it exists and that
# their own agency has a place on it. They may not be excluded from the case themselves.
# A confidential program's officer has nothing to do with a case before its release to the hub.
# Nobody of a court does: naming a case would tell her that it is there.
KEEPS_CONFLICTS = all_of(
    Claim.IS_PRIVACY_OFFICER, Not(Claim.OF_COURT), any_of(Not(Claim.OF_CONFIDENTIAL_PROGRAM), Claim.PLACED)
)
BY_THE_OFFICER = all_of(Claim.PRESENT, Not(Claim.EXCLUDED), KEEPS_CONFLICTS)
BY_OFFICER_OR_SUPERVISOR = all_of(
    Claim.PRESENT, Not(Claim.EXCLUDED), any_of(KEEPS_CONFLICTS, all_of(OWN_SUPERVISOR, Claim.ADMITTED))
)
CONFLICT_ACTS: dict[Action, Clause] = {
    Action.CONFLICT_LIFT: BY_THE_OFFICER,
    Action.CONFLICT_SET: BY_OFFICER_OR_SUPERVISOR,
    # So is the accounting of disclosures: it tells who was shown which types, and opens none of them. Whose programs'
    # it tells of is for casework/disclosures.
    Action.DISCLOSURE_EXPORT: BY_OFFICER_OR_SUPERVISOR,
    Action.DISCLOSURE_READ: BY_OFFICER_OR_SUPERVISOR,
    Action.DISCLOSURE_SUSPEND: BY_THE_OFFICER,
}

# A referral reaches people who are on no team of the case: they get the referral, and not the case. What shuts somebody
# out of the case (the conflict list, a restriction) shuts them out of its referrals too.
RECEIVES = all_of(ENTERABLE, WORKS_ON_CASES, Claim.ADDRESSED)
# Answering writes something about a child, which a confidential program may only under its release to the hub (§3).
ANSWERS = all_of(RECEIVES, any_of(Not(Claim.OF_CONFIDENTIAL_PROGRAM), Claim.PLACED))
SENDS = all_of(SEES_THE_CASE, Claim.SENT)
FOLLOWS = any_of(RECEIVES, SENDS)

# Actions about one referral: judged on the facts of its case, with the referral among them.
REFERRAL_ACTS: dict[Action, Clause] = {
    # A notice is of a case, or of a referral that reached people who are on no team of it.
    Action.NOTICE_LIST: any_of(RECEIVES, SEES_THE_CASE),
    Action.REFERRAL_ACCEPT: all_of(ANSWERS, Claim.CASE_OPEN, Claim.LIVE),
    Action.REFERRAL_ACKNOWLEDGE: ANSWERS,
    Action.REFERRAL_ASK: ANSWERS,
    Action.REFERRAL_CANCEL: SENDS,
    Action.REFERRAL_COMPLETE: ANSWERS,
    Action.REFERRAL_DECLINE: ANSWERS,
    Action.REFERRAL_LIST: FOLLOWS,
    Action.REFERRAL_READ: FOLLOWS,
    Action.REFERRAL_REOPEN: all_of(SENDS, Claim.CASE_OPEN, Claim.LIVE),
    Action.REFERRAL_REPLY: SENDS,
    Action.REFERRAL_WORK: ANSWERS,
    # My work shows cases and referrals together, under one entry.
    Action.WORK_LIST: any_of(RECEIVES, SEES_THE_CASE),
}

# A confidential program opens no case here: its first act is the release that names the hub.
# Whoever works by an order of appointment is invited to the case that the order is about.
OPENS_CASES = all_of(WORKS_ON_CASES, Not(Claim.OF_CONFIDENTIAL_PROGRAM), Not(Claim.OF_APPOINTED_PROGRAM))

# Whose team has a written protocol: whoever may coordinate a case, by those who answer for it.
ADOPTS = all_of(OPENS_CASES, any_of(Claim.IS_COORDINATOR, Claim.IS_SUPERVISOR))

# Destroying needs no reading: who keeps a program's records from being kept too long sees counts and references alone.
# Which cases are the program's, and that two people are needed, is for casework/retention.
KEEPS_RETENTION = all_of(any_of(Claim.IS_PRIVACY_OFFICER, Claim.IS_SUPERVISOR), Not(Claim.OF_COURT))

# Actions about no one case: judged on the actor alone (facts of no case).
GENERAL_ACTS: dict[Action, Clause] = {
    Action.ACCESS_LOG_EXPORT: all_of(Claim.IS_AUDITOR),
    Action.ACCESS_LOG_READ: all_of(Claim.IS_AUDITOR),
    Action.ACCESS_LOG_VERIFY: all_of(Claim.IS_AUDITOR),
    # An agreement binds an agency, so whoever keeps its privacy or its roster records it; it opens no page of a case.
    # A confidential program shares nothing under one, and a court sees no case.
    Action.AGREEMENT_EDIT: all_of(any_of(Claim.IS_PRIVACY_OFFICER, Claim.IS_ADMINISTRATOR), AGREES),
    Action.AGREEMENT_READ: all_of(any_of(Claim.IS_PRIVACY_OFFICER, KEEPS_ENTRIES), AGREES),
    # A file of cases is for whoever may open each of them by hand.
    Action.CASE_IMPORT: all_of(OPENS_CASES, Claim.LIVE),
    Action.CASE_OPEN: all_of(OPENS_CASES, Claim.LIVE),
    # Everybody reads their own; whose others a keeper reads and enters is for policy/training.
    Action.CERTIFICATE_EDIT: KEEPS_ENTRIES,
    Action.CERTIFICATE_READ: EVERYBODY,
    Action.CONFLICT_LIST: all_of(any_of(Claim.IS_PRIVACY_OFFICER, Claim.IS_SUPERVISOR), Not(Claim.OF_COURT)),
    # How one is reached is one's own; nobody sees or sets another's here.
    Action.CONTACT_READ: EVERYBODY,
    Action.CONTACT_SET: EVERYBODY,
    Action.DESIGNATION_EDIT: KEEPS_ENTRIES,
    Action.DIRECTORY_EDIT: KEEPS_ENTRIES,
    # It holds nothing about any child, so reading it is nobody's secret and makes no grant (casework/glance).
    Action.DIRECTORY_READ: EVERYBODY,
    Action.DRAFT_DISCARD: WORKS_ON_CASES,
    Action.DRAFT_LIST: WORKS_ON_CASES,
    Action.HOLD_LIFT: KEEPS_RETENTION,
    Action.HOLD_SET: KEEPS_RETENTION,
    # An administrator counts places and never sees a case: rights to administer include no right to read.
    Action.MEMBERSHIP_COUNT: all_of(Claim.IS_ADMINISTRATOR),
    Action.NOTICE_MARK_SEEN: WORKS_ON_CASES,
    Action.ON_CALL_EDIT: KEEPS_ENTRIES,
    Action.PASSKEY_CODE: all_of(Claim.IS_ADMINISTRATOR),
    Action.PASSKEY_END: EVERYBODY,
    # Filed by whoever keeps an agency's privacy or its roster, of confidential programs and courts as well.
    Action.INSTRUMENT_EDIT: all_of(any_of(Claim.IS_PRIVACY_OFFICER, Claim.IS_ADMINISTRATOR)),
    Action.INSTRUMENT_READ: EVERYBODY,
    # A protocol is of a team that coordinates cases; it holds nothing about any child.
    Action.PROTOCOL_EDIT: ADOPTS,
    Action.PROTOCOL_READ: ADOPTS,
    Action.PURGE_CONFIRM: KEEPS_RETENTION,
    Action.PURGE_DECLINE: KEEPS_RETENTION,
    Action.PURGE_PROPOSE: KEEPS_RETENTION,
    # INVARIANT: a liaison gets numbers and duties, and no case: there is no clause in CASE_ACTS that asks for a region.
    Action.REGION_READ: all_of(WORKS_ON_CASES, Claim.OVERSEES, Not(Claim.OF_CONFIDENTIAL_PROGRAM)),
    Action.RELEASE_NAME_HUB: all_of(WORKS_ON_CASES, Claim.OF_CONFIDENTIAL_PROGRAM, Claim.LIVE),
    Action.RETENTION_LIST: KEEPS_RETENTION,
    Action.RETENTION_SET: KEEPS_RETENTION,
    # Whose roster, and who may confirm whose change, is for casework/administration and casework/role_changes.
    Action.ROSTER_CHANGE: all_of(Claim.IS_ADMINISTRATOR),
    Action.ROSTER_CONFIRM: all_of(Claim.IS_ADMINISTRATOR),
    Action.ROSTER_DECLINE: all_of(Claim.IS_ADMINISTRATOR),
    Action.ROSTER_PROPOSE: all_of(Claim.IS_ADMINISTRATOR),
    Action.ROSTER_READ: all_of(Claim.IS_ADMINISTRATOR),
    Action.SERVICE_EDIT: KEEPS_ENTRIES,
    # Everybody may see and end their own sessions; whose others an administrator may end is for casework/sessions.
    Action.SESSION_END: EVERYBODY,
    Action.SESSION_LIST: EVERYBODY,
}

# Done by the hub itself or from the command line, never through a door for people.
SYSTEM_ACTS = frozenset(
    {
        Action.ALARM_RAISE,
        Action.BACKUP_MAKE,
        Action.BACKUP_RESTORE,
        Action.KEYS_ROTATE,
        Action.NOTICE_SEND,
        Action.OUTBOX_RETRY,
        Action.PASSKEY_ENROL,
        Action.PERSON_DISABLE,
        Action.ROSTER_LOAD,
        Action.RULES_COMPARE,
        Action.SESSION_START,
        Action.STATEMENT_ACCEPT,
    }
)

# These begin without a case: who may ask at all; what they get is the decision on each case or referral by itself.
MAY_ASK: dict[Action, Clause] = {
    Action.CASE_LIST: WORKS_ON_CASES,
    Action.CASE_SEARCH: WORKS_ON_CASES,
    Action.DEADLINE_LIST: WORKS_ON_CASES,
    Action.DISCLOSURE_READ: all_of(any_of(Claim.IS_PRIVACY_OFFICER, Claim.IS_SUPERVISOR), Not(Claim.OF_COURT)),
    Action.DOCUMENT_LIST: all_of(Claim.IS_SUPERVISOR, Not(Claim.OF_COURT)),
    Action.EMERGENCY_LIST: all_of(Claim.IS_SUPERVISOR, Not(Claim.OF_COURT)),
    Action.FILING_LIST: all_of(CASE_ROLES, Claim.OF_COURT),
    Action.NOTICE_LIST: WORKS_ON_CASES,
    Action.REFERRAL_LIST: WORKS_ON_CASES,
    Action.REQUEST_LIST: WORKS_ON_CASES,
    Action.WORK_LIST: WORKS_ON_CASES,
}
