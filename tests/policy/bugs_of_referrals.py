"""Room: tests. Bugs that a tired developer might plant in the rules about referrals."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from coordination.model import facts as model
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.program import Program
from coordination.policy import acts, audience, claims
from coordination.policy import decide as judge
from coordination.policy.claims import Claim
from tests.policy.plants import Patch, allowing, always


def _opened_to_all(actor: Actor, holding: model.Holding, now: datetime, *_: object) -> object:
    """A link in a referral taken for a permission."""
    return judge._opened(actor, holding, now, authority="release", rule="sent")


# Where referrals meet courts, walls and orders of appointment; the matrices do not part these from what they judge.
WITH_PARTNERS: dict[str, tuple[Callable[[Patch], None], str]] = {
    "court told by referral": (
        lambda patch: patch.setattr(Program, "court", property(lambda _self: False)),
        "no_court_is_told_by_a_referral_or_follows_one",
    ),
    "goes along without an order": (
        lambda patch: patch.setattr(judge, "ordered", lambda _program, _facts: True),
        "what_goes_along_waits_for_the_order_and_passes_no_wall",
    ),
    "goes along through the wall": (
        lambda patch: patch.setattr(
            judge, "_law_between", lambda rules, owner, viewer, _now: rules.between(owner, viewer)
        ),
        "what_goes_along_waits_for_the_order_and_passes_no_wall",
    ),
}

REFERRALS: dict[str, tuple[Callable[[Patch], None], str]] = {
    "everybody addressed": (
        always(Claim.ADDRESSED, value=True),
        "referral_reaches_its_recipient_and_its_sender_alone",
    ),
    "everybody the sender": (
        always(Claim.SENT, value=True),
        "each_side_takes_its_own_steps_alone",
    ),
    "referral forgets conflict": (
        allowing(Action.REFERRAL_READ, claims.all_of(acts.WORKS_ON_CASES, Claim.ADDRESSED)),
        "what_shuts_out_of_the_case_shuts_out_of_its_referrals",
    ),
    "confidential answer without its release": (
        allowing(Action.REFERRAL_COMPLETE, acts.RECEIVES),
        "confidential_program_reads_what_was_sent_and_answers_under_its_release_to_the_hub",
    ),
    "case brought by anybody": (
        allowing(Action.REFERRAL_BRING, acts.FILES),
        "bringing_a_case_is_for_whoever_may_invite",
    ),
    "links open by themselves": (
        lambda patch: patch.setattr(judge, "_of_another", _opened_to_all),
        "what_goes_along_opens_by_law_or_release_alone",
    ),
    "answer told without a release": (
        lambda patch: patch.setattr(audience, "answers_to", lambda *_: True),
        "answer_of_a_confidential_program_goes_back_under_releases_to_hub_and_sender_alone",
    ),
    "client told of without a release": (
        lambda patch: patch.setattr(audience, "may_address", lambda *_, report: True),
        "protected_client_is_told_of_only_under_a_release_that_names_the_recipient",
    ),
    "entry names the child too early": (
        lambda patch: patch.setattr(judge, "unheard_of", lambda *_: False),
        "no_entry_of_a_confidential_program_names_the_case_before_its_release_to_the_hub",
    ),
}
