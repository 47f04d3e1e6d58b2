"""Room: declare. The core's forms: the child, another person, safe contact, and a mandated report that was made.

Nothing but a name to call the child by is required: a nickname and a guessed age open a case (issue 2, part 2).
Plans are in plan_forms.py. A form that has changed stands here in each of its versions: records keep theirs.
"""

from __future__ import annotations

from dataclasses import replace

from coordination.declare import names, plan_forms, safety_forms
from coordination.declare.foreign_child import FOREIGN_CHILD
from coordination.declare.form import Choice, Form, FormKind, Question, QuestionKind
from coordination.declare.information import InformationType

CHILD_1 = Form(
    slug="child",
    version=1,
    title="The child or young person",
    kind=FormKind.CHILD,
    information_type=InformationType.IDENTITY,
    introduction="Write what you know. A nickname and a guess are enough to begin.",
    questions=(
        Question(
            slug="called",
            title="What they are called",
            hint="A first name, street name or nickname is enough.",
            required=True,
            limit=120,
        ),
        Question(slug="legal_name", title="Full legal name, if known", limit=200),
        Question(slug="aliases", title="Other names", hint="Separate them with commas.", limit=400),
        Question(slug="age", title="Age, or your best guess", hint="For example: 15, or about 14 to 16.", limit=40),
        Question(slug="born", title="Date of birth, if known", kind=QuestionKind.DATE),
        Question(slug="file_number", title="Your agency's own file number", limit=80),
        Question(slug="pronouns", title="Pronouns they use, if they told you", limit=60),
        Question(slug="language", title="Language, and whether an interpreter is needed", limit=120),
    ),
)

# Version 2 asks how they want to be spoken of, for each audience apart.
CHILD = replace(
    CHILD_1,
    version=2,
    introduction=(
        "Write what you know. A nickname and a guess are enough to begin. Ask the young person who should call them "
        "what: the names further down are shown only to whom they are for."
    ),
    source="HHS guide for caseworkers: preferred terms and pronouns",
    questions=(
        *CHILD_1.questions,
        Question(
            slug="terms",
            title="Words they want used",
            hint="For example: survivor, not victim.",
            limit=200,
        ),
        *names.QUESTIONS,
    ),
)

PERSON = Form(
    slug="person",
    version=1,
    title="Another person on the case",
    kind=FormKind.PERSON,
    information_type=InformationType.IDENTITY,
    questions=(
        Question(
            slug="part",
            title="Who they are to the child",
            kind=QuestionKind.ONE,
            required=True,
            choices=(
                Choice(slug="caregiver", title="Parent or caregiver"),
                Choice(slug="guardian", title="Legal guardian or custodian"),
                Choice(slug="alleged_offender", title="Alleged offender"),
                Choice(slug="sibling", title="Brother or sister"),
                Choice(slug="support", title="Someone the child trusts"),
                Choice(slug="other", title="Someone else"),
            ),
        ),
        Question(slug="called", title="Name", hint="Leave empty or write “unknown” if you do not know.", limit=200),
        Question(
            slug="abuser",
            title="Is this person an abuser, or suspected of abuse?",
            kind=QuestionKind.YES_NO_UNKNOWN,
            hint="An abuser or suspected abuser may not sign a release.",
        ),
        Question(slug="about", title="What the team should know", kind=QuestionKind.TEXT, limit=2_000),
    ),
)

SAFE_CONTACT = Form(
    slug="safe_contact",
    version=1,
    title="Safe contact and whereabouts",
    kind=FormKind.CONTACT,
    information_type=InformationType.LOCATION,
    introduction="Where the child is, and the only ways of reaching them that are safe.",
    questions=(
        Question(slug="where", title="Where the child is staying", kind=QuestionKind.TEXT, limit=1_000),
        Question(slug="way", title="A safe way to reach them", hint="Phone, person or place.", limit=400),
        Question(slug="never", title="Never do this", hint="For example: no voicemail, no letters home.", limit=400),
        Question(slug="asked_on", title="When they last said this is safe", kind=QuestionKind.DATE),
    ),
)

REPORT_MADE = Form(
    slug="report_made",
    version=1,
    title="I made the mandated report",
    # A note, not a report: it is the proof that somebody called, and the hub never files with a hotline itself.
    kind=FormKind.NOTE,
    information_type=InformationType.REPORT,
    introduction="Write down the call you made. Saving this calls nobody.",
    source="Mandated reporter laws: whom you told, when, and whether in writing",
    questions=(
        Question(
            slug="told",
            title="Whom you called",
            hint="The county, the state hotline, the police department or the tribe.",
            required=True,
            limit=200,
        ),
        Question(slug="happened_at", title="When you called", kind=QuestionKind.INSTANT, required=True),
        Question(slug="spoke_with", title="Who took the report, if they said", limit=200),
        Question(slug="number", title="Reference number, if you were given one", limit=80),
        Question(slug="written", title="Was a written report sent too?", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(slug="said", title="What they said they would do", kind=QuestionKind.TEXT, limit=2_000),
    ),
)

# Key under which a REPORT_MADE record keeps the id of the record it was made about, beside its answers and sealed
# with them.
ABOUT = "about_record"

# A program files those of them whose information type it holds (Catalog.forms_of).
CORE_FORMS = (CHILD_1, CHILD, PERSON, SAFE_CONTACT, REPORT_MADE, FOREIGN_CHILD, *plan_forms.FORMS, *safety_forms.FORMS)
