"""Room: plugins. The program that represents children by appointment: its people, its regime, what it files."""

from __future__ import annotations

from coordination.declare import InformationType, NotEncoded, PartnerType, Regime
from coordination_child_representation.forms import FORMS

CHILD_REPRESENTATION = PartnerType(
    slug="child_representation",
    title="Child representation (guardian ad litem, CASA, child's attorney)",
    regimes=frozenset({Regime.APPOINTED}),
    confidential=False,
    holds=frozenset(
        {
            InformationType.APPOINTMENT,
            InformationType.COURT,
            InformationType.IDENTITY,
            InformationType.LOCATION,
            InformationType.SERVICE_PLAN,
            InformationType.WORK_PRODUCT,
        }
    ),
    roles=(
        ("worker", "Guardian ad litem, CASA volunteer or child's attorney"),
        ("supervisor", "Program director"),
        ("coordinator", "Volunteer or panel coordinator"),
        ("privacy_officer", "Privacy officer"),
        ("administrator", "Roster administrator"),
        ("auditor", "Records auditor"),
    ),
    forms=FORMS,
    not_encoded=(
        NotEncoded(
            slug="representation_what_the_order_opens",
            citation="the order of appointment; 18 USC 3509(d)(4); 42 USC 5106a(b)(2)(B)(viii)",
            ask="Does our usual order, or a statute, give us records without a release? (Until then: by release.)",
        ),
        NotEncoded(
            slug="representation_signing",
            citation="the order of appointment",
            ask="Does our usual order let a guardian ad litem sign a release for the child, and of what?",
        ),
        NotEncoded(
            slug="representation_privilege",
            citation="rules of professional conduct, confidentiality and clients who are children",
            ask="What a child tells their own attorney: may any of it stand here, even closed to all others?",
        ),
        NotEncoded(
            slug="representation_duty_to_report",
            citation="the state's mandated reporter law",
            ask="Are our guardians ad litem, volunteers and attorneys mandated reporters, all of them or some?",
        ),
    ),
    notices=(
        "Until the order that appoints you is on file here, nothing of anybody else opens to you.",
        "What the child told you as their attorney goes on “What the child told me” and is never shared.",
        "The child’s wishes and the child’s interests may differ. Say which of them you write down.",
    ),
)
