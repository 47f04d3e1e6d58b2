"""Room: casework. Files of records: attach one, take one out, withdraw one.

A file is reached through its case and its record, never by its bare id; what is hidden is refused exactly as what is
absent, before a byte of what was sent is looked at.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from coordination.casework import answers, documents, moments, previews, standing
from coordination.casework.answers import Typed
from coordination.casework.cleaning import outside
from coordination.casework.cleaning.kinds import Unfit
from coordination.casework.desk import Desk, Work
from coordination.casework.endangerment import kept_back, withheld
from coordination.casework.file_notices import with_notices
from coordination.casework.file_words import may_attach, may_withdraw, own
from coordination.casework.record_pages import granted
from coordination.casework.records import WITHDRAW_REASONS
from coordination.declare.form import Choice
from coordination.declare.information import InformationType
from coordination.declare.jurisdiction import Hotline
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.errors import Invalid, Refused
from coordination.model.facts import CaseFacts, RecordFacts
from coordination.model.files import LONGEST_WORDS, MOST, Attachment, Cleaned, FileFacts, OpenedFile, Shows
from coordination.model.ids import CaseId, FileId, Handle, RecordId, new_id
from coordination.model.sight import Sight
from coordination.policy import explain
from coordination.policy.audience import audience, places_seen
from coordination.policy.claims import may_hold
from coordination.policy.threshold import may_matter
from coordination.storage import case_facts, case_rows, files, records
from coordination.storage.team_rows import bump

# The uploader attests in these words what is attached; they are shown on the form as they stand here.
SHOWS = (
    Choice(slug="document", title="A document: a PDF, or the scan or photo of a paper"),
    Choice(slug="portrait", title="A portrait: the face of a dressed person, taken so that they can be recognized"),
)
HARMLESS = "I have looked at it. It shows no abuse of a child, no nudity and nothing sexual."
IF_ABUSE = (
    "A picture or video that may show abuse of a child never goes into the hub. If you have one, or are sent one: do "
    "not open, copy or forward it. Call the Internet Crimes Against Children (ICAC) task force, or the police."
)
UNSET = "Your installation has not set the number of your ICAC task force. Ask your supervisor, or call the police."
CUSTODY = "Such material stays in the care, custody and control of the government or the court (18 USC 3509(m))."
WITHDRAWING = tuple(choice for choice in WITHDRAW_REASONS if choice.slug != "wrong_type")


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution:
    """What stands first on the form: what to do with a picture of abuse, whom to call, and why.

    local: the task force's number that this installation set, or the sentence that says it is not set.
    """

    sentence: str
    local: str
    local_is_set: bool
    custody: str
    numbers: tuple[Hotline, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachPage:
    """The form that attaches a file. openness: who else will be able to take it; typed: what the fields begin with.

    sight: what others would see, when that was asked; a court, which knows of nobody on the case, is not told.
    """

    case_id: CaseId
    record_id: RecordId
    information_type: InformationType
    court: bool
    openness: tuple[str, ...]
    beside: tuple[str, ...]
    caution: Caution
    typed: Mapping[str, str] = field(default_factory=dict)
    sight: Sight | None = None


def caution(desk: Desk, actor: Actor, icac: str) -> Caution:
    """The caution for the actor's program. icac: the installation's setting, empty when nobody has set it."""
    places = (desk.catalog.jurisdictions.get(slug) for slug in sorted(actor.program.jurisdictions))
    numbers = tuple(number for place in places if place is not None for number in place.hotlines if number.online)
    return Caution(sentence=IF_ABUSE, local=icac or UNSET, local_is_set=bool(icac), custody=CUSTODY, numbers=numbers)


def attaching(
    desk: Desk,
    actor: Actor,
    case_id: CaseId,
    record_id: RecordId,
    icac: str,
    typed: Typed | None = None,
    *,
    look: bool = False,
) -> AttachPage:
    """The form, empty or with what was `typed`. Logged as a look at the team, which it names; a court has none.

    look: with what others would see of the file.
    """
    facts, record = _to_attach(desk, actor, case_id, record_id)
    openness: tuple[str, ...] = ()
    if not actor.program.court:
        desk.ask(actor, Action.TEAM_READ, facts)
        opened = audience(desk.rulebook, facts, actor.program, record.information_type, desk.now)
        openness = tuple(
            f"{place.program.agency_name}, {place.program.name}"
            for place in places_seen(actor, facts, desk.now)  # never a place that the actor may not know of
            if place.program.id in opened
            and place.program.id != actor.program_id
            and not withheld(desk.catalog, record.form, actor.program_id, place.program)
        )
    return AttachPage(
        case_id=case_id,
        record_id=record_id,
        information_type=record.information_type,
        court=actor.program.court,
        openness=openness,
        beside=standing.beside_records(desk.catalog, actor.program),
        caution=caution(desk, actor, icac),
        typed={name: _first(typed or {}, name) for name in ("words", "shows", "harmless")},
        sight=previews.file(desk, actor, facts, record) if look and not actor.program.court else None,
    )


def attach(
    desk: Desk, actor: Actor, case_id: CaseId, record_id: RecordId, typed: Typed, content: bytes | None, key: str
) -> FileId:
    """Clean what was sent and keep it on a record of the actor's program. Raises Invalid with a sentence per field.

    typed: words (what it is), shows (SHOWS), harmless ("yes"). content: the bytes that were sent, None when none were.
    """
    facts, record = _to_attach(desk, actor, case_id, record_id)  # before anything is checked, or read at all
    wrong: dict[str, str] = {}
    words = _words(typed, wrong)
    shows = _first(typed, "shows")
    if shows not in {choice.slug for choice in SHOWS}:
        wrong["shows"] = "Say which of the two it is."
    if _first(typed, "harmless") != "yes":
        wrong["harmless"] = "Nothing is taken without this."
    if content is None:
        wrong["file"] = "Choose a file."
    elif not wrong:
        try:
            return put(desk, actor, facts, record, (words, Shows(shows), outside.clean(content)), record_id, key)
        except Unfit as unfit:
            wrong["file"] = str(unfit)
    if content is not None and "file" not in wrong:
        wrong["file"] = "Choose the file again: a browser does not send one twice."
    raise Invalid(wrong)


def put(
    desk: Desk,
    actor: Actor,
    facts: CaseFacts,
    record: RecordFacts,
    said: tuple[str, Shows, Cleaned],
    record_id: RecordId,
    key: str,
) -> FileId:
    """Keep a cleaned file on a record; its id. said: what it is in words, what it was attested to be, and itself."""
    words, shows, cleaned = said
    case_id = facts.case_id
    attachment = Attachment(
        file_id=FileId(new_id()), handle=Handle(new_id()), words=words, shows=shows, cleaned=cleaned
    )

    def work(w: Work) -> str:
        there = records.facts_of_record(w.cabinet, case_id, record_id)
        if there is None or not own(actor, there):
            raise Refused(reason="absent")
        if not may_hold(actor, w.facts, there.information_type, w.now):
            raise Refused(reason="not_named")  # a confidential program's release to the hub does not name this type
        if files.facts_of_number(w.cabinet, there.first_id) >= MOST:
            raise Invalid({"file": f"This record has {MOST} files, which is the most. File another record."})
        files.keep(w.cabinet, w.grant, there, attachment)
        _bump(desk, w, there)
        return attachment.file_id

    about = f"{case_id} {record_id}"
    handles = [record.handle, attachment.handle]
    return FileId(desk.act(actor, Action.FILE_ATTACH, case_id, work, key=key, about=about, objects=handles))


def read(desk: Desk, actor: Actor, case_id: CaseId, record_id: RecordId, file_id: FileId) -> OpenedFile:
    """One file, under a grant and an entry of its own. Refused (reason "step_up") while location waits."""
    facts, record, file = _look_up(desk, actor, case_id, record_id, file_id)
    if record is None or file is None:
        desk.refuse(actor, Action.FILE_READ, facts, reason="absent")
    # What is withdrawn is for the owning supervisor, be it the file by itself or its record.
    closed = replace(record, withdrawn=record.withdrawn or file.withdrawn)
    others = frozenset(InformationType) - {record.information_type}
    grant = granted(desk, actor, Action.FILE_READ, facts, closed, also=[file.handle], leaving_out=others)
    with desk.opened(grant) as cabinet:
        opened = files.open(cabinet, grant, file)
    told = tuple(dict.fromkeys(told for one in grant.case.types for told in explain.notices(desk.rulebook, one)))
    if not told:
        return opened
    with desk.opened(grant) as cabinet:
        reference = case_rows.headers(cabinet, grant)[facts.case_id].reference
    made = moments.words(desk.now, actor.program.zone)
    mark = f"{actor.name}, {documents.name_of(actor)} · {made} · case {reference} · file {file.handle[:8].upper()}"
    return with_notices(opened, told, mark)


def withdrawing(desk: Desk, actor: Actor, case_id: CaseId, record_id: RecordId, file_id: FileId) -> None:
    """Whether the page that withdraws a file may be shown: it says nothing of the file. Refused otherwise."""
    facts, _, file = _look_up(desk, actor, case_id, record_id, file_id)
    allowed = desk.judge(actor, Action.FILE_WITHDRAW, facts).allowed
    if file is None or not allowed or not may_withdraw(actor, file):
        desk.refuse(actor, Action.FILE_WITHDRAW, facts, reason="absent")


def withdraw(
    desk: Desk, actor: Actor, case_id: CaseId, record_id: RecordId, file_id: FileId, reason: str, key: str
) -> None:
    """Close one file to all but the owning supervisor, for a coded reason; by who attached it, or that supervisor."""
    facts, record, file = _look_up(desk, actor, case_id, record_id, file_id)
    # Whether it stands, and is theirs, is asked in the act: sent again, the form shows its first result.
    if record is None or file is None or file.program_id != actor.program_id:
        desk.refuse(actor, Action.FILE_WITHDRAW, facts, reason="absent")
    if reason not in {choice.slug for choice in WITHDRAWING}:
        raise Invalid({"reason": "Choose why it is withdrawn."})

    def work(w: Work) -> str:
        there = files.facts_of_file(w.cabinet, case_id, record_id, file_id)
        if there is None or not may_withdraw(actor, there):
            raise Refused(reason="absent")
        files.withdraw(w.cabinet, w.grant, there, reason)
        _bump(desk, w, record)
        return record_id

    handles, about = [record.handle, file.handle], f"{record_id} {file_id}"
    desk.act(actor, Action.FILE_WITHDRAW, case_id, work, key=key, about=about, objects=handles, purpose=reason)


def _to_attach(desk: Desk, actor: Actor, case_id: CaseId, record_id: RecordId) -> tuple[CaseFacts, RecordFacts]:
    facts, record, _ = _look_up(desk, actor, case_id, record_id, FileId(""))
    if record is None or not may_attach(desk, actor, facts, record):
        desk.refuse(actor, Action.FILE_ATTACH, facts, reason="absent")
    return facts, record


def _look_up(
    desk: Desk, actor: Actor, case_id: CaseId, record_id: RecordId, file_id: FileId
) -> tuple[CaseFacts, RecordFacts | None, FileFacts | None]:
    """As records.look_up; record and file are always both looked for, so that neither's absence is cheaper."""
    with desk.consulting((case_id,)) as cabinet:
        facts = case_facts.facts(cabinet.connection, actor, case_id, at=cabinet.now)
        if not may_matter(actor, facts, cabinet.now):
            return facts, None, None
        record = records.facts_of_record(cabinet, case_id, record_id)
        file = files.facts_of_file(cabinet, case_id, record_id, file_id) if file_id else None
    if record is not None and kept_back(desk.catalog, actor, record.form, record.program_id):
        return facts, None, None
    return facts, record, file


def _bump(desk: Desk, w: Work, record: RecordFacts) -> None:
    """Whoever can see the record sees that something changed."""
    actor = w.grant.actor
    seen_by = audience(desk.rulebook, w.facts, actor.program, record.information_type, w.now)
    bump(w.cabinet, w.grant, w.facts.case_id, {*seen_by, actor.program_id})


def _words(typed: Typed, wrong: dict[str, str]) -> str:
    try:
        words = answers.line(_first(typed, "words"), LONGEST_WORDS)
    except ValueError as error:
        wrong["words"] = str(error)
        return ""
    if not words:
        wrong["words"] = "Say in your own words what it is."
    return words


def _first(typed: Typed, name: str) -> str:
    """The one value of a field; none when it came twice."""
    given = typed.get(name, ())
    values = [given] if isinstance(given, str) else list(given)
    return values[0] if len(values) == 1 else ""
