"""Room: declare. The vocabulary in which plugin authors describe a partner type or a jurisdiction.

Standard library and pluggy markers only; nothing here runs a decision. A plugin imports this room and no other.
"""

from coordination.declare.authority import LegalAuthority, NotEncoded
from coordination.declare.consultation import CONSULTATION
from coordination.declare.deadline import Basis, DeadlineRule, Unit
from coordination.declare.document import (
    OWN_TIME,
    Address,
    Asked,
    CodeSet,
    Document,
    DocumentField,
    Population,
    Source,
    Worked,
)
from coordination.declare.event import Event
from coordination.declare.form import Choice, Form, FormKind, Question, QuestionKind, Start
from coordination.declare.hooks import hook
from coordination.declare.information import InformationType
from coordination.declare.intake import SCREENING_DECISION
from coordination.declare.jurisdiction import Jurisdiction
from coordination.declare.names import Audience
from coordination.declare.partner import PartnerType
from coordination.declare.redisclosure import Redisclosure
from coordination.declare.regime import Regime
from coordination.declare.retention import Kept, RetentionRule
from coordination.declare.route import CaregiverStatus, Route
from coordination.declare.rule import Disclosure
from coordination.declare.screening_tool import Obligation, ScreeningTool, ScreenItem, Section, Switch, Tier, ToolKind
from coordination.declare.team_rule import Invitee, Quorum, Seat, TeamRule
from coordination.declare.training import Certification, Lapse, Training
from coordination.declare.tree import AllOf, Answered, AnyOf, AtLeast, Episodes, Not, Since, Switched, Yes

__all__ = [
    "CONSULTATION",
    "OWN_TIME",
    "SCREENING_DECISION",
    "Address",
    "AllOf",
    "Answered",
    "AnyOf",
    "Asked",
    "AtLeast",
    "Audience",
    "Basis",
    "CaregiverStatus",
    "Certification",
    "Choice",
    "CodeSet",
    "DeadlineRule",
    "Disclosure",
    "Document",
    "DocumentField",
    "Episodes",
    "Event",
    "Form",
    "FormKind",
    "InformationType",
    "Invitee",
    "Jurisdiction",
    "Kept",
    "Lapse",
    "LegalAuthority",
    "Not",
    "NotEncoded",
    "Obligation",
    "PartnerType",
    "Population",
    "Question",
    "QuestionKind",
    "Quorum",
    "Redisclosure",
    "Regime",
    "RetentionRule",
    "Route",
    "ScreenItem",
    "ScreeningTool",
    "Seat",
    "Section",
    "Since",
    "Source",
    "Start",
    "Switch",
    "Switched",
    "TeamRule",
    "Tier",
    "ToolKind",
    "Training",
    "Unit",
    "Worked",
    "Yes",
    "hook",
]
