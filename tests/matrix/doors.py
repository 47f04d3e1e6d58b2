"""Room: tests. Every (rule, method) that names an action, with the requests that try it and who may, by the oracle.

A door that is not in DOORS fails the matrix. Each is a function of one person before one site; it yields requests with
valid forms, so that the policy and nothing else answers. What narrows an action further (one's own record, a party to
the release) is written beside the door, in the words of the document that says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from coordination.model.action import Action
from coordination.model.ids import new_id
from tests.matrix.agency_doors import ADMINISTRATION
from tests.matrix.agreement_doors import AGREEMENT_DOORS
from tests.matrix.asks import Ask, Door, Form, by_role, given, on_case, program_id
from tests.matrix.authority_doors import AUTHORITY_DOORS
from tests.matrix.deadline_doors import DEADLINE_DOORS
from tests.matrix.directory_doors import DIRECTORY_DOORS
from tests.matrix.disclosure_doors import DISCLOSURE_DOORS
from tests.matrix.document_doors import DOCUMENT_DOORS
from tests.matrix.emergency_doors import EMERGENCY_DOORS
from tests.matrix.instrument_doors import INSTRUMENT_DOORS
from tests.matrix.intake_doors import INTAKE_DOORS
from tests.matrix.judged import Judged
from tests.matrix.missing_doors import MISSING_DOORS
from tests.matrix.record_doors import (
    SCREEN,
    attached,
    choose,
    copied,
    corrected,
    file,
    history,
    of_a_screen,
    offered_it,
    on_own,
    read,
    reporting,
    screening,
    take,
    uncounted,
)
from tests.matrix.record_doors import offered as plan_offered
from tests.matrix.referral_doors import about, sending
from tests.matrix.release_doors import answer, make, name_hub, on_paper, released, revoke, wish
from tests.matrix.retention_doors import RETENTION_DOORS
from tests.matrix.sites import FORMS, WORKING
from tests.matrix.staff_doors import STAFF_DOORS
from tests.matrix.staging_doors import STAGING_DOORS
from tests.matrix.team_doors import assign, discard, end_member, end_place, lift, offered, resume, shut_out

CASE_ROLES = frozenset(WORKING)


def on_filings(action: Action, path: str, form: Callable[[Judged], Form] | None = None) -> Door:
    """A door to a court's file of the case."""

    def door(one: Judged) -> Iterator[Ask]:
        address = f"/filings/{one.site.case_id}{path}"
        yield Ask(path=address, form=form(one) if form else None, allowed=one.may(action))

    return door


def no_entry(one: Judged) -> Iterator[Ask]:
    """An entry that has no number yet is there for nobody; who gets which is in tests/web/test_why_pages.py."""
    if one.site.name == "member":
        yield Ask(path="/access-log/entries/1", allowed=False)


CHILD = {"called": "Somebody", "confirm": "yes"}

DOORS: Mapping[tuple[str, str], Door] = {
    **ADMINISTRATION,
    **AUTHORITY_DOORS,
    **AGREEMENT_DOORS,
    **DEADLINE_DOORS,
    **DIRECTORY_DOORS,
    **STAFF_DOORS,
    **INSTRUMENT_DOORS,
    **INTAKE_DOORS,
    **MISSING_DOORS,
    **DISCLOSURE_DOORS,
    **DOCUMENT_DOORS,
    **RETENTION_DOORS,
    ("cases.accept", "POST"): on_case(Action.CASE_ACCEPT_COORDINATION, "/coordination/accept", given()),
    ("cases.close", "POST"): on_case(Action.CASE_CLOSE, "/close", given(reason="work_done")),
    ("cases.find", "POST"): by_role(Action.CASE_SEARCH, "/search", {"words": "nobody at all"}, roles=CASE_ROLES),
    ("cases.mine", "GET"): by_role(Action.CASE_LIST, "/cases", roles=CASE_ROLES),
    ("cases.new", "GET"): by_role(Action.CASE_OPEN, "/cases/new"),
    ("cases.offer", "POST"): on_case(Action.CASE_OFFER_COORDINATION, "/coordination", offered),
    ("cases.open_case", "POST"): by_role(Action.CASE_OPEN, "/cases", CHILD),
    ("cases.read", "GET"): on_case(Action.CASE_READ, ""),
    ("cases.reopen", "POST"): on_case(Action.CASE_REOPEN, "/reopen", given(reason="new_report")),
    ("cases.search", "GET"): by_role(Action.CASE_SEARCH, "/search", roles=CASE_ROLES),
    ("conflicts.lift", "POST"): lift,
    ("conflicts.mine", "GET"): by_role(Action.CONFLICT_LIST, "/conflicts"),
    ("conflicts.recuse", "POST"): on_case(Action.CONFLICT_RECUSE, "/recuse", given(reason="knows_family")),
    ("conflicts.shut_out", "POST"): shut_out,
    ("contacts.keep", "POST"): by_role(Action.CONTACT_SET, "/contact", {"address": "me@work.example", "mail": "yes"}),
    ("contacts.mine", "GET"): by_role(Action.CONTACT_READ, "/contact"),
    ("convening.new", "GET"): on_case(Action.TEAM_READ, "/convene?county=27053"),
    ("drafts.discard", "POST"): discard,
    ("drafts.mine", "GET"): by_role(Action.DRAFT_LIST, "/drafts"),
    ("drafts.resume", "GET"): resume,
    ("drafts.save", "POST"): on_case(
        Action.DRAFT_SAVE, "/drafts", lambda one: {"form": FORMS[one.program][0], "draft": new_id()}
    ),
    **EMERGENCY_DOORS,
    ("files.attach", "POST"): on_own(Action.FILE_ATTACH, "files", attached),
    ("files.new", "GET"): on_own(Action.FILE_ATTACH, "files/new", lambda *_: None),
    ("files.read", "GET"): take,
    ("files.withdraw", "POST"): on_own(
        Action.FILE_WITHDRAW, "files/FILE/withdraw", lambda *_: {"reason": "wrong_case"}, own="author"
    ),
    ("files.withdrawal", "GET"): on_own(Action.FILE_WITHDRAW, "files/FILE/withdraw", lambda *_: None, own="author"),
    # Nobody of this community is of a court; tests/plugins/test_courts_at_the_door.py has one.
    ("filings.give", "POST"): on_filings(Action.FILING_ANSWER, "/new", given(form="court_order", says="so")),
    ("filings.index", "GET"): by_role(Action.FILING_LIST, "/filings", roles=frozenset()),
    ("filings.matter", "GET"): on_filings(Action.FILING_LIST, ""),
    ("filings.new", "GET"): on_filings(Action.FILING_ANSWER, "/new?form=court_order"),
    ("filings.read", "GET"): on_filings(Action.FILING_READ, "/" + new_id()),
    ("imports.bring", "POST"): by_role(Action.CASE_IMPORT, "/cases/import/open", {"sheet": "called\nSomebody\n"}),
    ("imports.check", "POST"): by_role(Action.CASE_IMPORT, "/cases/import", {}),
    ("imports.new", "GET"): by_role(Action.CASE_IMPORT, "/cases/import"),
    ("imports.template", "GET"): by_role(Action.CASE_IMPORT, "/cases/import/template.csv"),
    ("notices.mine", "GET"): by_role(Action.NOTICE_LIST, "/notices", roles=CASE_ROLES),
    ("notices.seen", "POST"): by_role(Action.NOTICE_MARK_SEEN, "/notices/seen", {"notice": new_id()}),
    ("oversight.entries", "GET"): by_role(Action.ACCESS_LOG_READ, "/access-log"),
    ("oversight.export", "POST"): by_role(Action.ACCESS_LOG_EXPORT, "/access-log/export", {"format": "csv"}),
    ("oversight.verify", "POST"): by_role(Action.ACCESS_LOG_VERIFY, "/access-log/verify", {}),
    ("plans.copy", "GET"): copied,
    ("plans.offered", "POST"): offered_it,
    ("plans.offering", "GET"): plan_offered,
    ("plans.read", "GET"): on_case(Action.CASE_READ, "/plans"),
    ("why.entry", "GET"): no_entry,
    ("why.read", "GET"): on_case(Action.CASE_EXPLAIN, "/why"),
    ("prints.read", "GET"): on_case(Action.CASE_PRINT, "/print"),
    ("records.correct", "POST"): on_own(Action.RECORD_CORRECT, "correct", corrected),
    ("records.correction", "GET"): on_own(Action.RECORD_CORRECT, "correct", lambda *_: None),
    ("records.file", "POST"): file,
    ("records.history", "GET"): history,
    ("records.new", "GET"): choose,
    ("records.read", "GET"): read,
    ("records.report", "GET"): on_own(Action.RECORD_REPORTED, "reported", lambda *_: None, own="open"),
    ("records.report_made", "POST"): on_own(Action.RECORD_REPORTED, "reported", reporting, own="open"),
    ("records.withdraw", "POST"): on_own(
        Action.RECORD_WITHDRAW, "withdraw", lambda *_: {"reason": "wrong_case"}, own="author"
    ),
    ("records.withdrawal", "GET"): on_own(Action.RECORD_WITHDRAW, "withdraw", lambda *_: None, own="author"),
    ("referrals.accept", "POST"): about(Action.REFERRAL_ACCEPT, "/accept", {}),
    ("referrals.acknowledge", "POST"): about(Action.REFERRAL_ACKNOWLEDGE, "/acknowledge", {}),
    ("referrals.ask", "POST"): about(Action.REFERRAL_ASK, "/ask", {"words": "Which school?"}),
    ("referrals.bring", "POST"): on_case(Action.REFERRAL_BRING, "/referrals/case", sending("case")),
    ("referrals.bringing", "GET"): on_case(Action.REFERRAL_BRING, "/referrals/case"),
    ("referrals.cancel", "POST"): about(Action.REFERRAL_CANCEL, "/cancel", {"step": "void", "reason": "sent_twice"}),
    ("referrals.complete", "POST"): about(Action.REFERRAL_COMPLETE, "/complete", {"reason": "enrolled"}),
    ("referrals.decline", "POST"): about(
        Action.REFERRAL_DECLINE, "/decline", {"step": "decline", "reason": "no_capacity"}
    ),
    ("referrals.index", "GET"): by_role(Action.REFERRAL_LIST, "/referrals", roles=CASE_ROLES),
    ("referrals.new", "GET"): on_case(Action.REFERRAL_SEND, "/referrals/new"),
    ("referrals.read", "GET"): about(Action.REFERRAL_READ, ""),
    ("referrals.reopen", "POST"): about(Action.REFERRAL_REOPEN, "/reopen", {"reason": "still_needed"}),
    ("referrals.reply", "POST"): about(Action.REFERRAL_REPLY, "/reply", {"words": "The one on Pine Street."}),
    ("referrals.send", "POST"): on_case(Action.REFERRAL_SEND, "/referrals", sending("service")),
    ("referrals.work", "POST"): about(Action.REFERRAL_WORK, "/work", {"step": "begin"}),
    ("release_papers.file_signed", "POST"): on_paper(Action.RELEASE_RECORD, "signed", unsigned=True),
    ("release_papers.read", "GET"): on_paper(Action.RELEASE_LIST, "paper"),
    ("release_papers.scan", "GET"): on_paper(Action.RELEASE_LIST, "scan"),
    ("release_papers.youth", "GET"): on_case(Action.RELEASE_LIST, "/releases/youth"),
    # The page that offers a code is a look at the team, and only for whoever may issue one.
    ("releases.ask_code", "GET"): on_case(Action.HUB_CODE_ISSUE, "/hub-code"),
    ("releases.index", "GET"): on_case(Action.RELEASE_LIST, "/releases"),
    ("releases.issue_code", "POST"): on_case(Action.HUB_CODE_ISSUE, "/hub-code", given()),
    ("releases.name_hub", "GET"): by_role(Action.RELEASE_NAME_HUB, "/release-to-hub"),
    ("releases.new", "GET"): on_case(Action.RELEASE_PREVIEW, "/releases/new"),
    ("releases.preview", "POST"): on_case(Action.RELEASE_PREVIEW, "/releases/preview", released),
    ("releases.record", "POST"): on_case(Action.RELEASE_RECORD, "/releases", released),
    ("releases.record_hub", "POST"): name_hub,
    ("releases.revoke", "POST"): revoke,
    ("requests.inbox", "GET"): by_role(Action.REQUEST_LIST, "/requests", roles=CASE_ROLES),
    ("requests.make", "POST"): make,
    ("requests.new", "GET"): wish,
    ("requests.refuse", "POST"): answer,
    ("restrictions.restrict", "POST"): on_case(Action.CASE_RESTRICT, "/restriction", given()),
    ("restrictions.unrestrict", "POST"): on_case(Action.CASE_UNRESTRICT, "/restriction/lift", given()),
    ("screens.begin", "GET"): screening(Action.RECORD_FILE, ""),
    ("screens.choose", "GET"): on_case(Action.RECORD_FILE, "/screens"),
    ("screens.covered", "GET"): uncounted,
    ("screens.file", "POST"): screening(Action.RECORD_FILE, "", {"form": SCREEN, "coached": "yes"}),
    ("screens.keep", "POST"): screening(
        Action.DRAFT_SAVE, "/keep", {"form": SCREEN, "draft": new_id(), "part": "signs", "go": "finish"}
    ),
    ("screens.raise_tier", "POST"): of_a_screen({"tier": "possible_sex_trafficking", "why": "x"}),
    ("screens.raising", "GET"): of_a_screen(None),
    ("sessions.end", "POST"): lambda one: iter(()),  # tests/casework/test_sessions_ended.py; here by who_ends
    ("sessions.lock", "POST"): lambda one: iter(()),
    ("sessions.mine", "GET"): by_role(Action.SESSION_LIST, "/sessions"),
    **STAGING_DOORS,
    ("team.assign", "POST"): assign,
    ("team.end_member", "POST"): end_member,
    ("team.end_place", "POST"): end_place,
    ("team.invite", "POST"): on_case(
        Action.TEAM_INVITE, "/team/programs", lambda one: {"program": program_id(one, "cac")}
    ),
    ("team.read", "GET"): on_case(Action.TEAM_READ, "/team"),
    ("work.mine", "GET"): by_role(Action.WORK_LIST, "/work", roles=CASE_ROLES),
}
