"""Room: casework. The access log's slugs in plain words. What has no words of its own is read as its slug says it."""

from __future__ import annotations

from collections.abc import Mapping

from coordination.casework.authority_form import ENDS
from coordination.casework.cases import CLOSING, REOPENING
from coordination.casework.closing import DESPITE
from coordination.casework.records import WITHDRAW_REASONS
from coordination.casework.recusals import RECUSALS
from coordination.casework.release_words import PURPOSES
from coordination.declare.authority_on_file import KINDS
from coordination.declare.event import Event
from coordination.declare.information import InformationType
from coordination.declare.needs import NEEDS
from coordination.model.action import Action
from coordination.model.deadline import WITHDRAW_REASONS as DEADLINE_REASONS
from coordination.model.referral_steps import STEPS
from coordination.model.referrals import Kind
from coordination.policy.accounting import RULES as ACCOUNTINGS
from coordination.policy.rulebook import Rulebook

ACTIONS: Mapping[Action, str] = {
    Action.ACCESS_LOG_EXPORT: "Took a copy of the access log",
    Action.ACCESS_LOG_READ: "Read the access log",
    Action.ACCESS_LOG_VERIFY: "Checked that the access log is unchanged",
    Action.BACKUP_MAKE: "Made a backup of the hub",
    Action.BACKUP_RESTORE: "Restored the hub from a backup",
    Action.ALARM_RAISE: "Told a program that something waits too long",
    Action.AUTHORITY_END: "Ended an order or other paper",
    Action.AUTHORITY_LIST: "Read the orders and other papers of a case",
    Action.AUTHORITY_PREVIEW: "Looked at what an order or other paper would open",
    Action.AUTHORITY_RECORD: "Recorded an order or other paper",
    Action.AGREEMENT_EDIT: "Recorded, confirmed or ended an agreement between agencies",
    Action.AGREEMENT_READ: "Looked at agreements between agencies",
    Action.CASE_ACCEPT_COORDINATION: "Took over the coordination of a case",
    Action.CASE_CLOSE: "Closed a case",
    Action.CASE_EXPLAIN: "Asked why somebody sees something of a case, or does not",
    Action.CASE_IMPORT: "Brought a file of cases to be checked or opened",
    Action.CASE_LIST: "Looked at a list of cases",
    Action.CASE_OFFER_COORDINATION: "Offered the coordination of a case to another program",
    Action.CASE_OPEN: "Opened a new case",
    Action.CASE_PRINT: "Made a print of a case",
    Action.CASE_READ: "Read a case",
    Action.CASE_REOPEN: "Reopened a case",
    Action.CASE_RESTRICT: "Restricted a case to named people",
    Action.CASE_SEARCH: "Searched for a case",
    Action.CASE_UNRESTRICT: "Lifted the restriction of a case",
    Action.CERTIFICATE_EDIT: "Entered or took back a certificate of training",
    Action.CERTIFICATE_READ: "Looked at certificates of training",
    Action.CONFLICT_LIFT: "Took a name off the conflict list",
    Action.CONFLICT_LIST: "Read the conflict list",
    Action.CONFLICT_RECUSE: "Shut themself out of a case",
    Action.CONFLICT_SET: "Put a name on the conflict list",
    Action.DEADLINE_LIST: "Looked at a list of deadlines",
    Action.DEADLINE_PAUSE: "Paused a deadline",
    Action.DEADLINE_PROVE: "Proved that a deadline was met",
    Action.DEADLINE_READ: "Read a deadline",
    Action.DEADLINE_RESUME: "Let a paused deadline run on",
    Action.DEADLINE_START: "Told of an event that starts a deadline",
    Action.DEADLINE_WITHDRAW: "Withdrew a deadline that was started in error",
    Action.DEMAND_RECORD: "Told that a legal demand for records came",
    Action.DESIGNATION_EDIT: "Changed for which counties a program is designated",
    Action.DIRECTORY_EDIT: "Changed a program's entry in the directory",
    Action.DIRECTORY_READ: "Looked into the directory",
    Action.CONTACT_READ: "Looked at how they are reached",
    Action.CONTACT_SET: "Changed how they are reached",
    Action.DISCLOSURE_EXPORT: "Took an accounting of disclosures out of the hub",
    Action.DISCLOSURE_READ: "Looked at an accounting of disclosures",
    Action.DISCLOSURE_SUSPEND: "Kept a recipient out of the copy of an accounting, or ended that",
    Action.DOCUMENT_LIST: "Looked at which cases have gaps in a document for another system",
    Action.DOCUMENT_MAKE: "Made a document for another system",
    Action.DRAFT_DISCARD: "Threw a draft away",
    Action.DRAFT_LIST: "Looked at their own drafts",
    Action.DRAFT_OPEN: "Opened a draft",
    Action.DRAFT_SAVE: "Saved a draft",
    Action.EMERGENCY_END: "Gave emergency access to a case back",
    Action.EMERGENCY_LIST: "Looked at the use of emergency access",
    Action.EMERGENCY_REVIEW: "Reviewed the use of emergency access",
    Action.EMERGENCY_START: "Took emergency access to a case",
    Action.FILE_ATTACH: "Attached a file to a record",
    Action.FILE_READ: "Took a file out of the hub",
    Action.FILE_WITHDRAW: "Withdrew a file",
    Action.FILING_ANSWER: "Gave an order or a date of a court to those who filed",
    Action.FILING_LIST: "Looked at what was filed with a court",
    Action.FILING_READ: "Read something filed with a court",
    Action.HOLD_LIFT: "Lifted a legal hold",
    Action.HOLD_SET: "Set a legal hold on a case",
    Action.HUB_CODE_ISSUE: "Made a one-time code for a case",
    Action.KEYS_ROTATE: "Changed an encryption key",
    Action.INSTRUMENT_EDIT: "Filed or ended a paper between a program and whoever runs the hub",
    Action.INSTRUMENT_READ: "Looked at the papers between their program and whoever runs the hub",
    Action.INTERVIEWER_NAME: "Named the forensic interviewer of a case",
    Action.MEMBER_ASSIGN: "Put a person on a team",
    Action.MEMBER_END: "Took a person off a team",
    Action.MEMBERSHIP_COUNT: "Counted the places on cases that people of the agency hold",
    Action.MISSING_ADD: "Wrote something down about a missing child",
    Action.MISSING_FOUND: "Worked on the page of a child who was found",
    Action.MISSING_OPEN: "Told that a child is missing",
    Action.MISSING_PACKET: "Made the packet for police and NCMEC",
    Action.MISSING_PUBLISH: "Let a poster of a missing child go out",
    Action.MISSING_READ: "Read about a missing child",
    Action.NOTICE_LIST: "Looked at their notices",
    Action.NOTICE_MARK_SEEN: "Marked notices as read",
    Action.NOTICE_SEND: "Wrote to a person that something waits",
    Action.ON_CALL_EDIT: "Changed the on-call roster of a program",
    Action.OUTBOX_RETRY: "Let letters that could not be sent begin anew",
    Action.PASSKEY_CODE: "Made a one-time code for a passkey",
    Action.PASSKEY_END: "Cut off a passkey",
    Action.PASSKEY_ENROL: "Added a passkey",
    Action.PERSON_DISABLE: "Ended a person’s use of the hub",
    Action.PROTOCOL_EDIT: "Wrote down their team’s protocol on what is seen first",
    Action.PROTOCOL_READ: "Looked at their team’s protocol on what is seen first",
    Action.PURGE_CONFIRM: "Destroyed what their program had on a case",
    Action.PURGE_DECLINE: "Declined or took back a proposed purge",
    Action.PURGE_PROPOSE: "Proposed to destroy what their program has on a case",
    Action.RECORD_CORRECT: "Corrected a record",
    Action.RECORD_FILE: "Filed a record",
    Action.RECORD_HISTORY: "Read the history of a record",
    Action.RECORD_REPORTED: "Recorded that a mandated report was made",
    Action.RECORD_WITHDRAW: "Withdrew a record",
    Action.REFERRAL_ACCEPT: "Accepted a referral",
    Action.REFERRAL_ACKNOWLEDGE: "Acknowledged a report",
    Action.REFERRAL_ASK: "Asked the sender of a referral",
    Action.REFERRAL_BRING: "Brought a case to a program",
    Action.REFERRAL_CANCEL: "Took a referral back",
    Action.REFERRAL_COMPLETE: "Completed a referral",
    Action.REFERRAL_DECLINE: "Declined a referral",
    Action.REFERRAL_LIST: "Looked at a list of referrals",
    Action.REFERRAL_READ: "Read a referral",
    Action.REFERRAL_REOPEN: "Sent a referral again",
    Action.REFERRAL_REPLY: "Answered a question about a referral",
    Action.REFERRAL_SEND: "Sent a report or referral",
    Action.REFERRAL_WORK: "Went on with a referral",
    Action.REGION_READ: "Looked at the numbers of their region",
    Action.RELEASE_LIST: "Read the releases of a case",
    Action.RELEASE_NAME_HUB: "Recorded a release that names the hub",
    Action.RELEASE_PREVIEW: "Looked at what a release would open",
    Action.RELEASE_RECORD: "Recorded a release",
    Action.RELEASE_REVOKE: "Stopped a release",
    Action.REQUEST_ANSWER: "Answered a request to open information",
    Action.REQUEST_LIST: "Looked at requests to open information",
    Action.REQUEST_MAKE: "Asked for information to be opened",
    Action.RETENTION_LIST: "Looked at what their program keeps, and for how long",
    Action.RETENTION_SET: "Set for how long their program keeps records",
    Action.ROSTER_CHANGE: "Changed the roster of the agency",
    Action.ROSTER_CONFIRM: "Confirmed another administrator's change of the roster",
    Action.ROSTER_DECLINE: "Declined or took back a proposed change of the roster",
    Action.ROSTER_LOAD: "Loaded the roster",
    Action.RULES_COMPARE: "Counted what a change of the rules would open or close",
    Action.SERVICE_EDIT: "Changed a service in the directory",
    Action.ROSTER_PROPOSE: "Proposed a change of the roster outside the agency",
    Action.ROSTER_READ: "Looked at the roster of the agency",
    Action.SESSION_END: "Ended or locked a session",
    Action.SESSION_LIST: "Looked at the list of sessions",
    Action.SESSION_START: "Signed in or went on with a session",
    Action.STATEMENT_ACCEPT: "Accepted the confidentiality statement",
    Action.STAGING_TELL: "Told that something happened which may open what a protocol keeps closed",
    Action.STAGING_WITHDRAW: "Took back what was told about staging on a case",
    Action.TEAM_END: "Ended a program's place on a case",
    Action.TEAM_INVITE: "Invited a program to a case",
    Action.TEAM_READ: "Read who is on a team",
    Action.WORK_LIST: "Looked at their work",
}
OUTCOMES: Mapping[str, str] = {"allowed": "Allowed", "refused": "Refused", "failed": "Failed, nothing was changed"}
_REASONS: Mapping[str, str] = {
    "absent": "It is not there, or not theirs to see",
    "code": "The one-time code did not work",
    "changed": "Things had changed just before it",
    "conflict": "Somebody else was first",
    "invalid": "What was typed could not be taken",
    "mail": "By mail",
    "no_form": "There is no such form",
    "no_place": "The program has no place on the case",
    "no_rule": "No rule allows it",
    "not_allowed": "They may no longer know of it",
    "not_author": "It is another person's draft",
    "not_on_roster": "They are not on the roster",
    "not_party": "Their program is no party to the release",
    "not_supervisor": "Only a supervisor may",
    "pending_expired": "The sign-in took too long",
    "pending_forged": "The sign-in was not begun here, or was changed on the way",
    "provider_error": "The provider let nobody in",
    "provider_unreachable": "The provider did not answer",
    "second_factor_missing": "There was no second factor",
    "unavailable": "The hub could not write it down",
}
_PURPOSES: Mapping[str, str] = {
    **CLOSING,
    **{
        f"{slug}:{despite}": f"{CLOSING[slug]}. Open still: {words}"
        for slug in CLOSING
        for despite, words in DESPITE.items()
    },
    **REOPENING,
    **PURPOSES,
    **{choice.slug: choice.title for step in STEPS.values() for choice in step.reasons},
    **{choice.slug: choice.title for choice in NEEDS},
    **{kind.value: kind.words for kind in Kind},
    **{choice.slug: choice.title for choice in WITHDRAW_REASONS},
    **RECUSALS,
    "training_lapsed": "Though a training had lapsed",
    "proposed": "A screening decision was proposed",
    "confirmed": "A screening decision was confirmed",
    "returned": "A screening decision was returned",
    "closed": "A report was closed",
    **{choice.slug: choice.title for choice in (*DEADLINE_REASONS, *WITHDRAW_REASONS)},
    **{event.value: event.words for event in Event},
    **ENDS,
    **{kind.slug: kind.title for kind in KINDS},
    "release_draft": "Waiting for signatures",
    "authority_scan": "Its scan was taken out",
    "authority_scan_filed": "Its scan was added",
    "release_paper": "Its paper was read or printed",
    "release_scan": "The scan of its signed paper was taken out",
    "release_signed": "The scan of the signed paper was filed",
    "youth_page": "The page for the young person was shown",
    "oral": "Told in person or by telephone",
    "written": "Told in writing",
    **{rule.slug: rule.title for rule in ACCOUNTINGS.values()},
    "subpoena": "By a subpoena that forbids to tell",
    "lifted": "Ended before its time",
}
_TYPES: Mapping[str, str] = {kind.value: kind.words for kind in InformationType}
_COUNTED: Mapping[str, tuple[str, str]] = {
    "count:": ("Once", "times"),
    "identities:": ("1 name compared", "names compared"),
    "rows:": ("1 row", "rows"),
    "statement:": ("version 1", "version"),
}


def action(slug: str) -> str:
    """What was done: "Read a case"."""
    return ACTIONS[Action(slug)] if slug in ACTIONS else _plain(slug)


def outcome(slug: str) -> str:
    """What came of it."""
    return OUTCOMES.get(slug, _plain(slug))


def reason(slug: str, action_slug: str) -> str:
    """Why it came to that; "" when the entry says no more than its action."""
    return "" if slug in {"", action_slug} else _REASONS.get(slug, _plain(slug))


def purpose(slug: str) -> str:
    """What for, in the words of the form it was chosen in."""
    for counted, (once, words) in _COUNTED.items():
        if slug.startswith(counted):
            count = slug.removeprefix(counted)
            return once if count == "1" else f"{count} {words}"
    return _PURPOSES.get(slug, _plain(slug))


def information_type(slug: str) -> str:
    """The words of an information type."""
    return _TYPES[slug] if slug in _TYPES else _plain(slug)


def authority(rulebook: Rulebook, slug: str) -> tuple[str, str]:
    """Title and citation of a legal authority; one that no rule here knows any more stands as it is written."""
    found = rulebook.authorities.get(slug)
    return (found.title, found.citation) if found else (_plain(slug), "")


def _plain(slug: str) -> str:
    return slug.replace("_", " ").replace(":", ": ").capitalize()
