"""Room: declare. The core's forms for safety: whom nothing may be told, an address to use, a request for records.

The first two are filed under *identity* so that they reach whoever may know the child's name, and with it whoever could
write or print something; the real place lies under *location*, on a form of its own (core_forms.SAFE_CONTACT).
"""

from __future__ import annotations

from coordination.declare.form import Choice, Form, FormKind, Question, QuestionKind
from coordination.declare.information import InformationType

NEVER_DISCLOSE = Form(
    slug="never_disclose",
    version=1,
    title="Never disclose to",
    kind=FormKind.NOTE,
    information_type=InformationType.IDENTITY,
    introduction=(
        "One person outside of the hub to whom nothing may be told. Their name is shown as a warning before anything "
        "is signed, printed or sent. A name is a warning and no proof: two people may bear the same."
    ),
    questions=(
        Question(
            slug="name",
            title="Whom nothing may be told",
            hint="The name. If you do not know it, write who it is: her father.",
            required=True,
            limit=200,
        ),
        Question(slug="relation", title="Who that is to the young person", limit=120),
        Question(
            slug="says",
            title="Who says so",
            kind=QuestionKind.ONE,
            required=True,
            choices=(
                Choice(slug="youth", title="The young person wishes it"),
                Choice(slug="worker", title="We decided it, for safety"),
                Choice(slug="court", title="A court ordered it"),
            ),
        ),
        Question(slug="since", title="Since when", kind=QuestionKind.DATE),
    ),
)

SUBSTITUTE_ADDRESS = Form(
    slug="substitute_address",
    version=1,
    title="Substitute address",
    kind=FormKind.NOTE,
    information_type=InformationType.IDENTITY,
    introduction=(
        "The address to use on paper instead of the real one. Never write here where the young person is: that belongs "
        "on “Safe contact and whereabouts”, which is on no print unless somebody asks for it."
    ),
    questions=(
        Question(slug="address", title="Address to use", kind=QuestionKind.TEXT, required=True, limit=400),
        Question(
            slug="program", title="Who gave it", hint="For example: an address confidentiality program.", limit=200
        ),
        Question(slug="until", title="Good until, if it ends", kind=QuestionKind.DATE),
    ),
)

RECORDS_REQUEST = Form(
    slug="records_request",
    version=1,
    title="Somebody asks for the child’s records",
    kind=FormKind.NOTE,
    information_type=InformationType.IDENTITY,
    introduction=(
        "Write down who asks. Saving this gives nobody anything, and the hub never will: your supervisor is told and "
        "decides. Tell your privacy officer. If the person is or may be an abuser, stop, give nothing, and ask counsel."
    ),
    questions=(
        Question(slug="name", title="Who asks", required=True, limit=200),
        Question(
            slug="capacity",
            title="As what",
            kind=QuestionKind.ONE,
            required=True,
            choices=(
                Choice(slug="parent", title="Parent"),
                Choice(slug="guardian", title="Guardian or custodian"),
                Choice(slug="youth", title="The young person"),
                Choice(slug="attorney", title="An attorney"),
                Choice(slug="other", title="Somebody else"),
            ),
        ),
        Question(
            slug="identity",
            title="How you know who it is",
            hint="For example: a license shown to you. Leave it empty if nobody checked.",
            limit=400,
        ),
        Question(slug="asked", title="What they ask for", kind=QuestionKind.TEXT, required=True, limit=2_000),
        Question(slug="happened_at", title="When they asked", kind=QuestionKind.INSTANT),
        Question(
            slug="abuser",
            title="Is this person an abuser, or suspected of abuse?",
            kind=QuestionKind.YES_NO_UNKNOWN,
            required=True,
        ),
    ),
)

RECORDS_ANSWER = Form(
    slug="records_answer",
    version=1,
    title="Answer to a request for records",
    kind=FormKind.NOTE,
    information_type=InformationType.IDENTITY,
    introduction=(
        "What was decided, and on what it rests. How soon the law wants an answer is not encoded: ask counsel."
    ),
    questions=(
        Question(slug="name", title="Who had asked", required=True, limit=200),
        Question(
            slug="answer",
            title="The answer",
            kind=QuestionKind.ONE,
            required=True,
            choices=(
                Choice(slug="given", title="Given"),
                Choice(slug="partly", title="Given in part"),
                Choice(slug="refused", title="Refused"),
            ),
        ),
        Question(
            slug="rests_on",
            title="The release or law it rests on",
            hint="For a part: also what was kept back.",
            kind=QuestionKind.TEXT,
            required=True,
            limit=2_000,
        ),
        Question(slug="counsel", title="Was counsel asked?", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(slug="happened_at", title="When it was answered", kind=QuestionKind.INSTANT),
    ),
)

FORMS = (NEVER_DISCLOSE, SUBSTITUTE_ADDRESS, RECORDS_REQUEST, RECORDS_ANSWER)
