"""Room: declare. Events: what happens around a child that starts a deadline. The list is closed.

Each is told with three times: when it happened, when the program that owes learned of it, and when it was written down.
"""

from __future__ import annotations

from enum import StrEnum


class Event(StrEnum):
    """What happened, from the point of view of the program that owes something because of it."""

    __hash__ = str.__hash__

    ACCOUNTING_REQUESTED = "accounting_requested"
    ADMITTED_TO_SHELTER = "admitted_to_shelter"
    ASSESSMENT_OPENED = "assessment_opened"
    ENTERED_CARE = "entered_care"
    FEDERAL_LAND_SUSPICION = "federal_land_suspicion"
    FOREIGN_CHILD_DISCOVERED = "foreign_child_discovered"
    FOUND = "found"
    INDIAN_CHILD_INQUIRY = "indian_child_inquiry"
    MANDATED_SUSPICION = "mandated_suspicion"
    MISSING = "missing"
    MISSING_ENTERED = "missing_entered"
    MISSING_REPORT_RECEIVED = "missing_report_received"
    NOTICE_RECEIVED = "notice_received"
    ORAL_REPORT_MADE = "oral_report_made"
    PERIOD_ENDED = "period_ended"
    REPORT_CALLED_IN = "report_called_in"
    REPORT_RECEIVED = "report_received"
    RETURN_FORM_RECEIVED = "return_form_received"
    SCREENED_IN_TRAFFICKING = "screened_in_trafficking"
    SCREENED_OUT = "screened_out"
    TIER_AT_RISK = "tier_at_risk"
    TIER_CONFIRMED = "tier_confirmed"
    TIER_HIGH = "tier_high"
    TIER_HIGH_REPORT = "tier_high_report"
    TIER_MODERATE = "tier_moderate"
    TOOL_POSITIVE = "tool_positive"
    TRAFFICKED_WHILE_MISSING = "trafficked_while_missing"
    TRAFFICKING_IDENTIFIED = "trafficking_identified"

    @property
    def words(self) -> str:
        """The words on screen, as a sentence about the child or the program."""
        return WORDS[self]


WORDS = {
    Event.ACCOUNTING_REQUESTED: "Somebody asked to whom their information was given",
    Event.ADMITTED_TO_SHELTER: "A youth came to the shelter",
    Event.ASSESSMENT_OPENED: "An assessment or investigation was opened",
    Event.ENTERED_CARE: "The child entered care",
    Event.FEDERAL_LAND_SUSPICION: "On federal land or in a federal facility, we came to suspect abuse",
    Event.FOREIGN_CHILD_DISCOVERED: "A child from another country may be a victim of trafficking",
    Event.FOUND: "The child was found",
    Event.INDIAN_CHILD_INQUIRY: "A first contact: is this an Indian child?",
    Event.MANDATED_SUSPICION: "Somebody who must report came to suspect abuse",
    Event.MISSING: "The child is missing or was abducted",
    Event.MISSING_ENTERED: "The missing child was entered into NCIC",
    Event.MISSING_REPORT_RECEIVED: "Police received a report that the child is missing",
    Event.NOTICE_RECEIVED: "Somebody received a notice that must be received",
    Event.ORAL_REPORT_MADE: "We made a report by telephone or in person",
    Event.PERIOD_ENDED: "A reporting period ended",
    Event.REPORT_CALLED_IN: "A report was called in to intake",
    Event.REPORT_RECEIVED: "A report was received",
    Event.RETURN_FORM_RECEIVED: "The signed form of consent to return was received",
    Event.SCREENED_IN_TRAFFICKING: "A report of trafficking was screened in",
    Event.SCREENED_OUT: "A report of trafficking was screened out",
    Event.TIER_AT_RISK: "A screen gave: at risk",
    Event.TIER_CONFIRMED: "A screen gave: confirmed",
    Event.TIER_HIGH: "A screen gave: high risk",
    Event.TIER_HIGH_REPORT: "A screen gave high risk, where that is reported to the district attorney",
    Event.TIER_MODERATE: "A screen gave: moderate risk",
    Event.TOOL_POSITIVE: "A tool identified a possible victim",
    Event.TRAFFICKED_WHILE_MISSING: "The child may have been trafficked while missing",
    Event.TRAFFICKING_IDENTIFIED: "The child was identified as a victim of sex trafficking",
}
