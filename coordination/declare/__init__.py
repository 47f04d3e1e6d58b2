"""Room: declare. The vocabulary in which plugin authors describe a partner type or a jurisdiction.

Standard library and pluggy markers only; nothing here runs a decision. A plugin imports this room and no other.
"""

from coordination.declare.authority import LegalAuthority, NotEncoded
from coordination.declare.consultation import CONSULTATION
from coordination.declare.deadline import Basis, DeadlineRule, Unit
from coordination.declare.event import Event
from coordination.declare.form import Choice, Form, FormKind, Question, QuestionKind
from coordination.declare.hooks import hook
from coordination.declare.information import InformationType
from coordination.declare.intake import SCREENING_DECISION
from coordination.declare.jurisdiction import Jurisdiction
from coordination.declare.partner import PartnerType
from coordination.declare.redisclosure import Redisclosure
from coordination.declare.regime import Regime
from coordination.declare.route import CaregiverStatus, Route
from coordination.declare.rule import Disclosure
from coordination.declare.team_rule import Invitee, Quorum, Seat, TeamRule

__all__ = [
    "CONSULTATION",
    "SCREENING_DECISION",
    "Basis",
    "CaregiverStatus",
    "Choice",
    "DeadlineRule",
    "Disclosure",
    "Event",
    "Form",
    "FormKind",
    "InformationType",
    "Invitee",
    "Jurisdiction",
    "LegalAuthority",
    "NotEncoded",
    "PartnerType",
    "Question",
    "QuestionKind",
    "Quorum",
    "Redisclosure",
    "Regime",
    "Route",
    "Seat",
    "TeamRule",
    "Unit",
    "hook",
]
