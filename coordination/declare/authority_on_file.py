"""Room: declare. The kinds of legal authority that somebody files as a paper on a case, and how far each may reach.

A release is a consent and stands apart. These are the other reasons that open information of one program to named
recipients for a time: an order, a subpoena, an emergency, an exchange that a statute names. The list is the core's own,
since some of them pass a forbid of the federal floor. What a kind may open at most stands here; what one paper opens is
only what it names, while it is in force. Facts: law-and-standards.md §1; what was read there as [M] opens nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from coordination.declare.authority import LegalAuthority
from coordination.declare.information import InformationType
from coordination.declare.regime import VICTIM_SERVICE, Regime


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One thing the paper must say before it is filed. slug names the answer; words: the question on the form."""

    slug: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityKind(LegalAuthority):
    """A kind of paper. `slug`, `title`, `citation`, `sentence` as of a LegalAuthority.

    sharing: regimes of which the sharing program must have one; empty: any. never: regimes it never reaches.
    recipients: partner types that may be named; empty: any but a court. types: what it may open; empty: any named.
    government_only: the recipient's agency must be a government entity, but for the partner types in `agents`.
    one_side: one of the two must be of these partner types, and both governments. days: the longest that a paper runs.
    evidence: what is written down with it. supervisor: only a supervisor of the sharing program files one.
    notify: a victim must be told, or the attempts written down (34 USC 12291(b)(2)(C)), where a victim service shares.
    """

    days: int
    evidence: tuple[Evidence, ...]
    sharing: frozenset[Regime] = frozenset()
    never: frozenset[Regime] = frozenset()
    recipients: frozenset[str] = frozenset()
    types: frozenset[InformationType] = frozenset()
    government_only: bool = False
    agents: frozenset[str] = frozenset()
    one_side: frozenset[str] = frozenset()
    supervisor: bool = True
    notify: bool = False


COURT_ORDER = "court_order"
PART_2_ORDER = "part_2_order"
SUBPOENA = "subpoena_with_assurance"
MANDATED_REPORT = "mandated_report"
CAPTA_AGENT = "capta_agent"
MEDICAL_EMERGENCY = "medical_emergency"
FERPA_EMERGENCY = "ferpa_emergency"
FERPA_CHILD_WELFARE = "ferpa_child_welfare"
TRIBAL_EXCHANGE = "tribal_exchange"
FATALITY_REVIEW = "fatality_review"

_ORDER = (
    Evidence(slug="court", words="Which court, and the number of the matter"),
    Evidence(slug="signed_on", words="The day the judge signed it"),
    Evidence(slug="authorizes", words="The words of the order that say what may be disclosed, and to whom"),
)
_WHO_JUDGED = Evidence(slug="judged_by", words="Who judged this, and when")

KINDS: tuple[AuthorityKind, ...] = (
    AuthorityKind(
        slug=COURT_ORDER,
        title="Court order",
        citation="45 CFR 164.512(e)(1)(i); 20 USC 1232g(b)(2)(B); 34 USC 12291(b)(2)(C)",
        sentence="a court order opens just this to you.",
        # Part 2 asks for an order under Part 2 itself; RHYA knows of none; a tribe answers to its own court.
        never=frozenset({Regime.PART_2, Regime.RHYA, Regime.TRIBAL}),
        days=365,
        evidence=_ORDER,
        notify=True,
    ),
    AuthorityKind(
        slug=PART_2_ORDER,
        title="Court order under 42 CFR Part 2",
        citation="42 USC 290dd-2(b)(2)(C)",
        sentence="a court order under 42 CFR Part 2 opens just this to you.",
        sharing=frozenset({Regime.PART_2}),
        days=365,
        evidence=(*_ORDER, Evidence(slug="under_part_2", words="Where the order says that it is made under Part 2")),
    ),
    AuthorityKind(
        slug=SUBPOENA,
        title="Subpoena with assurance",
        citation="45 CFR 164.512(e)(1)(ii); 20 USC 1232g(b)(2)(B)",
        sentence="a subpoena with the assurance that the law asks for opens just this to you.",
        sharing=frozenset({Regime.HIPAA, Regime.FERPA}),
        never=frozenset({Regime.PART_2, Regime.RHYA, Regime.TRIBAL, *VICTIM_SERVICE}),
        # Whoever can be a party to the matter or act for one; nobody else has it issued.
        recipients=frozenset({"child_protection_attorney", "child_representation", "law_enforcement", "prosecution"}),
        days=90,
        evidence=(
            Evidence(slug="court", words="Which court or body, and the number of the matter"),
            Evidence(slug="assurance", words="The assurance: who was told, or which protective order was asked for"),
        ),
    ),
    AuthorityKind(
        slug=MANDATED_REPORT,
        title="Mandated report",
        citation="34 USC 12291(b)(2)(E); 45 CFR 164.512(b)(1)(ii)",
        sentence="a report that the law demands tells you this.",
        # Part 2: the report is outside it, the records stay protected (42 USC 290dd-2(e)(2)).
        never=frozenset({Regime.PART_2, Regime.RHYA}),
        # “Specifically mandated by the State or tribe” (E). What the report says, and whom it is about; no more.
        recipients=frozenset({"child_welfare", "law_enforcement", "tribes"}),
        types=frozenset({InformationType.IDENTITY, InformationType.REPORT}),
        government_only=True,
        days=365,
        evidence=(
            Evidence(slug="statute", words="The statute that demands the report"),
            Evidence(slug="reported", words="When it was reported, to whom, and under which number"),
        ),
        supervisor=False,
    ),
    AuthorityKind(
        slug=CAPTA_AGENT,
        title="Agent of a government body that protects children",
        citation="42 USC 5106a(b)(2)(B)(ix)",
        sentence="federal law lets child protection share this with an agent of a body that protects children.",
        sharing=frozenset({Regime.CAPTA}),
        never=frozenset({Regime.PART_2, Regime.RHYA, Regime.TRIBAL, *VICTIM_SERVICE}),
        recipients=frozenset(
            {
                "child_advocacy_center",
                "child_protection_attorney",
                "child_welfare",
                "juvenile_justice",
                "law_enforcement",
                "medical",
                "mental_health",
                "prosecution",
                "tribes",
            }
        ),
        government_only=True,
        # Who looks into abuse, interviews, examines or treats for a government body, under its contract (§7).
        agents=frozenset({"child_advocacy_center", "child_welfare", "medical", "mental_health"}),
        types=frozenset(
            {
                InformationType.CHILD_PROTECTION,
                InformationType.IDENTITY,
                InformationType.LOCATION,
                InformationType.MISSING,
                InformationType.REPORT,
                InformationType.SCREENING,
            }
        ),
        days=365,
        evidence=(
            Evidence(slug="agent_of", words="For which government body it acts, and under which contract or law"),
            Evidence(slug="need", words="Why it needs this to protect children"),
        ),
    ),
    AuthorityKind(
        slug=MEDICAL_EMERGENCY,
        title="Medical emergency",
        citation="42 USC 290dd-2(b)(2)(A)",
        sentence="a medical emergency lets medical staff see this.",
        sharing=frozenset({Regime.PART_2}),
        recipients=frozenset({"medical"}),
        types=frozenset(
            {
                InformationType.HIV_STI,
                InformationType.IDENTITY,
                InformationType.MEDICAL,
                InformationType.MENTAL_HEALTH,
                InformationType.MINOR_CONSENTED_CARE,
                InformationType.SUBSTANCE_USE,
            }
        ),
        days=3,
        evidence=(Evidence(slug="emergency", words="What the emergency is"), _WHO_JUDGED),
        supervisor=False,
    ),
    AuthorityKind(
        slug=FERPA_EMERGENCY,
        title="Health or safety emergency (school records)",
        citation="20 USC 1232g(b)(1)(I)",
        sentence="the school judged that there is an emergency in which you need this.",
        sharing=frozenset({Regime.FERPA}),
        days=10,
        evidence=(
            Evidence(slug="threat", words="The articulable and significant threat"),
            Evidence(slug="why_them", words="Why each recipient must know, to protect health or safety"),
            _WHO_JUDGED,
        ),
        supervisor=False,
    ),
    AuthorityKind(
        slug=FERPA_CHILD_WELFARE,
        title="Child-welfare exception (school records)",
        citation="20 USC 1232g(b)(1)(L)",
        sentence="the agency that is responsible for the student’s care may see this, for the student’s education.",
        sharing=frozenset({Regime.FERPA}),
        recipients=frozenset({"child_welfare", "tribes"}),
        types=frozenset({InformationType.EDUCATION, InformationType.IDENTITY}),
        government_only=True,
        days=365,
        evidence=(
            Evidence(slug="responsible", words="What makes the agency legally responsible for care and protection"),
            Evidence(slug="case_plan", words="What gives the caseworker a right to the case plan"),
        ),
    ),
    AuthorityKind(
        slug=TRIBAL_EXCHANGE,
        title="Exchange between a tribe and other agencies",
        citation="25 USC 3205",
        sentence="federal law lets a tribe and agencies that look into abuse and treat it share this.",
        sharing=frozenset({Regime.CAPTA, Regime.INVESTIGATIVE, Regime.TRIBAL}),
        never=frozenset({Regime.PART_2, Regime.RHYA, *VICTIM_SERVICE}),
        # “Agencies of any Indian tribe, of any State, or of the Federal Government”, so a private clinic is none.
        one_side=frozenset({"tribes"}),
        recipients=frozenset({"child_welfare", "law_enforcement", "medical", "mental_health", "tribes"}),
        days=365,
        evidence=(Evidence(slug="need", words="Which investigation or treatment each recipient needs it for"),),
    ),
    AuthorityKind(
        slug=FATALITY_REVIEW,
        title="Fatality review",
        citation="34 USC 12291(b)(2)(H); 42 USC 5106a(b)(2)(B)(viii)(IV)",
        sentence="a review of this child’s death may see this.",
        # (H) is VAWA's own; FVPSA has none such, and that of VOCA (28 CFR 94.115(c)) was not read.
        sharing=frozenset({Regime.CAPTA, Regime.VAWA}),
        never=frozenset({Regime.FVPSA, Regime.PART_2, Regime.RHYA, Regime.TRIBAL, Regime.VOCA}),
        government_only=True,
        days=90,
        evidence=(
            Evidence(slug="purpose", words="The review, and that it is to prevent deaths"),
            Evidence(slug="protocol", words="Its protocol on confidentiality"),
            Evidence(slug="representative", words="What was done to get a release of the representative"),
            Evidence(slug="least", words="That no more is shared than the review needs, and why this much"),
        ),
    ),
)
