"""Room: declare. The vocabulary in which plugin authors describe a partner type or a jurisdiction.

Standard library and pluggy markers only; nothing here runs a decision. A plugin imports this room and no other.
"""

from coordination.declare.authority import LegalAuthority, NotEncoded
from coordination.declare.deadline import Basis, DeadlineRule, Unit
from coordination.declare.event import Event
from coordination.declare.form import Choice, Form, FormKind, Question, QuestionKind
from coordination.declare.hooks import hook
from coordination.declare.information import InformationType
from coordination.declare.jurisdiction import Jurisdiction
from coordination.declare.names import Audience
from coordination.declare.partner import PartnerType
from coordination.declare.redisclosure import Redisclosure
from coordination.declare.regime import Regime
from coordination.declare.rule import Disclosure
from coordination.declare.training import Certification, Lapse, Training

__all__ = [
    "Audience",
    "Basis",
    "Certification",
    "Choice",
    "DeadlineRule",
    "Disclosure",
    "Event",
    "Form",
    "FormKind",
    "InformationType",
    "Jurisdiction",
    "Lapse",
    "LegalAuthority",
    "NotEncoded",
    "PartnerType",
    "Question",
    "QuestionKind",
    "Redisclosure",
    "Regime",
    "Training",
    "Unit",
    "hook",
]
