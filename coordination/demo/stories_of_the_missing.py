"""Room: demo. A child who is missing now: both reports made, the packet filled, a poster let go by two people."""

from __future__ import annotations

from coordination.demo.proofs import did
from coordination.demo.stories import Story
from coordination.demo.village import Village


def tansy(v: Village) -> Story:
    """Missing since last night, and not for the first time; what the packet needs, and what the poster leaves out."""
    yield 3, "11:00"
    case = v.open("ana_cps_worker", called="Tansy", age="16", pronouns="she")
    v.file("ana_cps_worker", case, "placement_note", since=v.when(3), setting="foster", trained="yes", run_risk="yes")
    yield 2, "10:00"
    v.join("ana_cps_worker", case, "detectives", "sgt_lake", "sgt_lake", "det_lake")
    v.assign("sam_cps_supervisor", case, "sam_cps_supervisor")
    yield 1, "22:10"
    away = v.missing(
        "ana_cps_worker", case, v.when(1, "19:30"), from_where="foster_home", in_care="yes", contact_every="12",
        circumstances="Went out with the dog. The dog came home alone.",
    )  # fmt: skip
    v.beside("ana_cps_worker", case, away, "missing_contact", happened_at=v.when(1, "21:45"), number="LPD-26-1301",
             said="Two cars look. They ring when they know more.", **{"with": "police"})  # fmt: skip
    v.beside("ana_cps_worker", case, away, "missing_contact", happened_at=v.when(1, "22:05"), number="NC-88120",
             said="A case manager is named.", **{"with": "ncmec"})  # fmt: skip
    did(v, "ana_cps_worker", case, "missing child to police", v.when(1, "21:45"), channel="phone",
        told="Sergeant Stone", number="LPD-26-1301")  # fmt: skip
    v.beside("ana_cps_worker", case, away, "missing_description", height="5 ft 4", hair="Black, to the shoulder",
             eyes="Brown", clothing="Green rain jacket, white shoes")  # fmt: skip
    v.beside("ana_cps_worker", case, away, "missing_dangers", medicine="yes", pregnant="unknown", suicidal="no",
             which_medicine="Insulin, twice a day", trafficking_risk="unknown")  # fmt: skip
    draft = v.beside(
        "ana_cps_worker", case, away, "missing_poster", name="Tansy", age="16", call="Lakeside Police, 555-0101",
        looks="Black hair to the shoulder, brown eyes, green rain jacket, white shoes.",
        last_seen="Lakeside, near the harbor, at half past seven in the evening, with a brown dog.",
    )  # fmt: skip
    yield 1, "22:40"
    v.let_go("sam_cps_supervisor", case, away, draft)
    yield 1, "22:50"
    v.let_go("sgt_lake", case, away, draft)


STORIES = (tansy,)
