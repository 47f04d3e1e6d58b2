"""Room: declare. The forms of a missing episode: what is told of a child who is gone, and of one who was found.

Each is filed beside one episode by whoever holds the type *missing*. Questions come from 42 USC 671(a)(35)(B) (contents
of the report "where reasonably possible"), the HHS guide (missing from foster care) and Minnesota's response. Nothing
but the kind of episode, and what a contact or a paper would be meaningless without, is required: gaps are shown.
"""

from __future__ import annotations

from dataclasses import replace

from coordination.declare.document import CHANNELS
from coordination.declare.form import Choice, Form, FormKind, Question, QuestionKind
from coordination.declare.information import InformationType

# Key under which a record keeps the id of its episode, beside its answers and sealed with them.
EPISODE = "missing_episode_id"

_LAW = "42 USC 671(a)(35)(B); HHS guide, Children and youth missing from foster care"
_MINNESOTA = "Minnesota DHS, Child welfare response when youth go missing from care"


def _form(slug: str, title: str, introduction: str, source: str, *questions: Question, suspicion: bool = False) -> Form:
    return Form(
        slug=slug,
        version=1,
        title=title,
        kind=FormKind.NOTE,
        information_type=InformationType.MISSING,
        introduction=introduction,
        source=source,
        suspicion=suspicion,
        questions=questions,
    )


OPENED = _form(
    "missing_episode",
    "The child is missing",
    "Saving this tells nobody. Call police and NCMEC now, then write down that you did. There is no waiting time.",
    f"{_LAW}; Maine IV.D-2B A.2 (missing from home, residential facility, or shelter)",
    Question(
        slug="kind",
        title="What is known",
        kind=QuestionKind.ONE,
        required=True,
        choices=(
            Choice(slug="ran_away", title="Ran away"),
            Choice(slug="unknown", title="Missing, the reason is not known"),
            Choice(slug="abducted", title="Taken by somebody (abducted)"),
        ),
    ),
    Question(
        slug="from_where",
        title="Missing from where",
        kind=QuestionKind.ONE,
        choices=(
            Choice(slug="home", title="Own home"),
            Choice(slug="family", title="Relatives or kin"),
            Choice(slug="foster_home", title="Foster home"),
            Choice(slug="residential", title="Residential facility"),
            Choice(slug="shelter", title="Homeless or emergency shelter"),
            Choice(slug="other", title="Another place"),
        ),
    ),
    Question(
        slug="in_care",
        title="In the care of the agency, or in extended care?",
        kind=QuestionKind.YES_NO_UNKNOWN,
        hint="The duty does not stop at 18.",
    ),
    Question(slug="circumstances", title="How they went missing", kind=QuestionKind.TEXT, limit=4_000),
    Question(
        slug="contact_every",
        title="Talk with police and NCMEC every … hours",
        kind=QuestionKind.NUMBER,
        hint="The law gives no number. Write your own agency’s, or leave it empty.",
    ),
)
DESCRIPTION = _form(
    "missing_description",
    "What the child looks like",
    "Write what you know. What is left empty is shown as a gap and keeps nobody from calling.",
    _LAW,
    Question(slug="height", title="Height", limit=40),
    Question(slug="weight", title="Weight", limit=40),
    Question(slug="sex", title="Sex", limit=60),
    Question(slug="race_ethnicity", title="Race and ethnicity", limit=200),
    Question(slug="hair", title="Hair", limit=120),
    Question(slug="eyes", title="Eyes", limit=80),
    Question(slug="clothing", title="Clothes when last seen", limit=400),
    Question(slug="marks", title="Marks, glasses, braces, piercings", limit=400),
)
PHOTO = _form(
    "missing_photo",
    "The photograph",
    "One ordinary portrait. Save this first, then attach the picture to it.",
    _LAW,
    Question(
        slug="attested",
        title="I have looked at it: an ordinary portrait of a dressed person. It does not show where the child lives.",
        kind=QuestionKind.YES_NO_UNKNOWN,
        required=True,
    ),
    Question(slug="taken_on", title="When it was taken", kind=QuestionKind.DATE),
    Question(slug="holder", title="Who else holds a picture, if you have none", limit=200),
)
DANGERS = _form(
    "missing_dangers",
    "What puts the child in danger",
    "For police and NCMEC alone. It stands on their packet, and on no poster, notice or other print.",
    _LAW,
    Question(slug="pregnant", title="Pregnant?", kind=QuestionKind.YES_NO_UNKNOWN),
    Question(slug="medicine", title="Needs prescription medicine?", kind=QuestionKind.YES_NO_UNKNOWN),
    Question(slug="which_medicine", title="Which, and what happens without it", limit=400),
    Question(slug="suicidal", title="Suicidal tendencies?", kind=QuestionKind.YES_NO_UNKNOWN),
    Question(slug="trafficking_risk", title="At risk of being trafficked?", kind=QuestionKind.YES_NO_UNKNOWN),
    Question(slug="other_danger", title="Other dangers", kind=QuestionKind.TEXT, limit=2_000),
)
CONTACT_1 = _form(
    "missing_contact",
    "A talk with police or NCMEC",
    "Write down each talk. The law wants “regular communication”; it gives no number.",
    f"{_LAW}; {_MINNESOTA}",
    Question(
        slug="with",
        title="With whom",
        kind=QuestionKind.ONE,
        required=True,
        choices=(
            Choice(slug="police", title="Police"),
            Choice(slug="ncmec", title="NCMEC, 1-800-THE-LOST (1-800-843-5678)"),
            Choice(slug="other", title="Somebody else"),
        ),
    ),
    Question(slug="happened_at", title="When you talked", kind=QuestionKind.INSTANT, required=True),
    Question(slug="number", title="Their number for this", limit=80),
    Question(slug="said", title="What was said", kind=QuestionKind.TEXT, limit=4_000),
    Question(
        slug="recovery",
        title="Did you tell them that the child was found, and how?",
        kind=QuestionKind.YES_NO_UNKNOWN,
    ),
    Question(slug="next_at", title="When to talk next", kind=QuestionKind.INSTANT),
)
# How and with whom exactly: then one click keeps the talk as the proof of the report that it was.
CONTACT = replace(
    CONTACT_1,
    version=2,
    questions=(
        *CONTACT_1.questions[:2],
        Question(slug="how", title="How", kind=QuestionKind.ONE, choices=CHANNELS),
        Question(slug="whom", title="Whom you told: a name, a desk or a badge number", limit=120),
        *CONTACT_1.questions[2:],
    ),
)
POSTER = _form(
    "missing_poster",
    "Poster draft",
    "Anybody may read a poster, and so may whoever is looking for the child. Say who is missing and whom to call.",
    "NCMEC missing child posters; Minnesota DHS child welfare response",
    Question(slug="name", title="Name on the poster", limit=120),
    Question(slug="age", title="Age", limit=40),
    Question(slug="looks", title="What they look like", kind=QuestionKind.TEXT, limit=1_000),
    Question(slug="last_seen", title="Where and when last seen", kind=QuestionKind.TEXT, limit=1_000),
    Question(slug="call", title="Whom to call", hint="Police, or NCMEC at 1-800-843-5678.", required=True, limit=200),
)
NOW = _form(
    "found_now",
    "First: how are they?",
    "See to this before anything is asked about where they were.",
    "Minnesota DHS: meet with youth to make sure they are safe, assess needs",
    Question(slug="alone", title="Alone now?", kind=QuestionKind.YES_NO_UNKNOWN),
    Question(slug="hurt", title="Hurt or sick?", kind=QuestionKind.YES_NO_UNKNOWN),
    Question(slug="hungry", title="Hungry, cold or thirsty?", kind=QuestionKind.YES_NO_UNKNOWN),
    Question(slug="tired", title="Needs sleep?", kind=QuestionKind.YES_NO_UNKNOWN),
    Question(slug="helped", title="What they ask for, and what was given", kind=QuestionKind.TEXT, limit=1_000),
)
FOUND = _form(
    "missing_found",
    "Found",
    "Where they are now does not belong here. Write that under “Safe contact”, which opens after a second factor.",
    _LAW,
    Question(
        slug="who",
        title="Who found them",
        kind=QuestionKind.ONE,
        choices=(
            Choice(slug="came_back", title="They came back, or called"),
            Choice(slug="police", title="Police"),
            Choice(slug="worker", title="A worker"),
            Choice(slug="caregiver", title="A parent or caregiver"),
            Choice(slug="other", title="Somebody else"),
        ),
    ),
    Question(slug="where", title="Found in what kind of place", hint="No address.", limit=200),
    Question(slug="circumstances", title="How they were found", kind=QuestionKind.TEXT, limit=4_000),
)
CARE = _form(
    "found_care",
    "Medical care, if they want it",
    "Offer it; never press. Nobody has to say what happened to get care. Write no findings here.",
    "See the sentence beside each window",
    Question(
        slug="last_contact",
        title="Last contact, if they told it by themselves",
        kind=QuestionKind.INSTANT,
        hint="Do not ask for it again. Police may read this.",
    ),
    Question(slug="offered", title="Was care offered?", kind=QuestionKind.YES_NO_UNKNOWN),
    Question(slug="asked", title="Which clinician you asked, and when", limit=200),
)
DEBRIEF = _form(
    "missing_debrief",
    "Runaway debriefing",
    "Safe first, then needs. If they begin to tell of exploitation, stop asking: write their exact words and call the "
    "child advocacy center.",
    f"42 USC 671(a)(35)(A); {_MINNESOTA}, Runaway Debriefing Form; HHS guide (reasons: Latzman & Gibbs, 2020)",
    Question(slug="met_at", title="When a worker met them in person", kind=QuestionKind.INSTANT),
    Question(
        slug="left_because",
        title="Why they left",
        kind=QuestionKind.MANY,
        choices=(
            Choice(slug="unsafe", title="It was not safe there"),
            Choice(slug="crowded", title="It was overcrowded"),
            Choice(slug="strict", title="Too strict: calls, free time"),
            Choice(slug="meet", title="To meet family, friends or a partner"),
            Choice(slug="community", title="To be in the community they come from"),
            Choice(slug="independence", title="To be on their own, to be like others"),
            Choice(slug="made_to", title="Somebody made them or talked them into it"),
            Choice(slug="other", title="Something else"),
        ),
    ),
    Question(slug="why_words", title="Why, in their own words", kind=QuestionKind.TEXT, limit=4_000),
    Question(slug="experiences", title="What they lived through while away", kind=QuestionKind.TEXT, limit=8_000),
    Question(slug="exact_words", title="If they told of exploitation: their exact words", kind=QuestionKind.TEXT),
    Question(slug="stay", title="What would help them stay", kind=QuestionKind.TEXT, limit=2_000),
    suspicion=True,
)
DOCUMENTED = _form(
    "trafficked_while_missing",
    "Trafficked or exploited while missing",
    "The hub writes nothing in the state’s system. Write it there, then say here that you did.",
    f"{_MINNESOTA}: “must also be immediately documented on the SEY/STY/At Risk screen in SSIS”",
    Question(
        slug="suspected",
        title="May they have been trafficked or exploited while missing?",
        kind=QuestionKind.YES_NO_UNKNOWN,
        required=True,
    ),
    Question(slug="system", title="In which system, on which screen", limit=200),
    Question(slug="written_at", title="When it was written there", kind=QuestionKind.INSTANT),
    Question(slug="number", title="Its number there", limit=80),
    suspicion=True,
)

# In the order in which work meets them; all but the first and FOUND are parts with a page of their own.
EPISODE_FORMS = (OPENED, DESCRIPTION, PHOTO, DANGERS, CONTACT_1, CONTACT, POSTER, NOW, FOUND, CARE, DEBRIEF, DOCUMENTED)
OF_EPISODES = frozenset(form.slug for form in EPISODE_FORMS)
