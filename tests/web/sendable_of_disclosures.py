"""Room: tests. The forms of the accounting of disclosures and of recusal, ready to be sent; as those of sendable.py."""

from __future__ import annotations

from coordination.casework import disclosures, suspensions
from coordination.model.disclosure import Asking
from coordination.model.ids import new_id
from tests.matrix.disclosure_doors import SUSPENDING
from tests.web.sendable import Form, Scene


def keeps_a_recipient_out(scene: Scene) -> Form:
    typed: dict[str, object] = {"reference": scene.reference, **SUSPENDING}
    return "pri_privacy", "/disclosures/suspensions", typed


def names_the_recipient_again(scene: Scene) -> Form:
    desk, officer = scene.community.desk, scene.actor("pri_privacy")
    suspensions.suspend(desk, officer, scene.reference, SUSPENDING, new_id())
    (kept,) = disclosures.page(desk, officer, Asking(reference=scene.reference)).suspensions
    return "pri_privacy", f"/disclosures/suspensions/{kept.handle}/lift", {"reference": scene.reference}


def steps_back(scene: Scene) -> Form:
    """Shut out by one's own word."""
    return "ana_cps_worker", f"/cases/{scene.case}/recuse", {"reason": "knows_family"}


FORMS_OF_DISCLOSURES = (steps_back, keeps_a_recipient_out, names_the_recipient_again)
