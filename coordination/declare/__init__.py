"""Room: declare. The vocabulary in which plugin authors describe a partner type or a jurisdiction.

Standard library and pluggy markers only; nothing here runs a decision. A plugin imports this room and no other.
"""

from coordination.declare.authority import LegalAuthority, NotEncoded
from coordination.declare.deadline import Basis, DeadlineRule, Unit
from coordination.declare.document import Address, Asked, CodeSet, Document, DocumentField, Population, Source, Worked
from coordination.declare.event import Event
from coordination.declare.form import Choice, Form, FormKind, Question, QuestionKind, Start
from coordination.declare.hooks import hook
from coordination.declare.information import InformationType
from coordination.declare.jurisdiction import Jurisdiction
from coordination.declare.partner import PartnerType
from coordination.declare.redisclosure import Redisclosure
from coordination.declare.regime import Regime
from coordination.declare.rule import Disclosure

__all__ = [
    "Address",
    "Asked",
    "Basis",
    "Choice",
    "CodeSet",
    "DeadlineRule",
    "Disclosure",
    "Document",
    "DocumentField",
    "Event",
    "Form",
    "FormKind",
    "InformationType",
    "Jurisdiction",
    "LegalAuthority",
    "NotEncoded",
    "PartnerType",
    "Population",
    "Question",
    "QuestionKind",
    "Redisclosure",
    "Regime",
    "Source",
    "Start",
    "Unit",
    "Worked",
    "hook",
]
