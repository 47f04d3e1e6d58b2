"""Room: demo. The tables of who lives in the demo: agencies of every partner type in two counties, and their people.

All of it is made up, and so that it shows: everybody is named after something found out of doors. A line says what
this person will see.
"""

from __future__ import annotations

from collections.abc import Mapping

from coordination.model.actor import Role

AGENCIES: Mapping[str, tuple[str, bool]] = {  # slug: (name, government); no name is part of another's
    "north_county": ("North County Human Services", True),
    "south_county": ("South County Human Services", True),
    "lakeside_police": ("Lakeside Police Department", True),
    "south_sheriff": ("South County Sheriff", True),
    "attorney": ("Twin Counties Attorney", True),
    "district_court": ("Twin Counties District Court", True),
    "youth_justice": ("Twin Counties Youth Justice", True),
    "voices": ("Voices for Children", False),
    "harbor_cac": ("Harbor Children's Advocacy Center", False),
    "safe_path": ("Safe Path", False),
    "lantern": ("Lantern House", False),
    "bayview": ("Bayview Hospital", False),
    "willow": ("Willow Counseling", False),
    "maple_schools": ("Maple Ridge Schools", True),
    "cedar_nation": ("Cedar Nation", True),
}
PROGRAMS: Mapping[str, tuple[str, str, str]] = {  # slug: (agency, name, partner type)
    "advocates": ("safe_path", "Community Advocates", "victim_advocacy"),
    "cac": ("harbor_cac", "Advocacy Center", "child_advocacy_center"),
    "civil": ("attorney", "Civil Division", "child_protection_attorney"),
    "clinic": ("bayview", "Children's Clinic", "medical"),
    "court": ("district_court", "Juvenile Court", "courts"),
    "cps": ("north_county", "Child Protection", "child_welfare"),
    "detectives": ("lakeside_police", "Juvenile Detectives", "law_enforcement"),
    "guardians": ("voices", "Guardians ad Litem", "child_representation"),
    "probation": ("youth_justice", "Youth Probation", "juvenile_justice"),
    "prosecutors": ("attorney", "Criminal Division", "prosecution"),
    "recovery": ("bayview", "Riverbend Recovery", "substance_use"),
    "school": ("maple_schools", "Student Services", "schools"),
    "shelter": ("lantern", "Youth Shelter", "safe_housing"),
    "sheriff": ("south_sheriff", "Sheriff's Investigators", "law_enforcement"),
    "south_cps": ("south_county", "Family Safety", "child_welfare"),
    "therapy": ("willow", "Trauma Team", "mental_health"),
    "tribe": ("cedar_nation", "Child and Family Services", "tribes"),
    "victim_help": ("attorney", "Victim and Witness Help", "victim_witness"),
}
FEDERAL = "us_federal"
JURISDICTIONS = (FEDERAL, "us_minnesota")
SOVEREIGN = frozenset({"cedar_nation"})  # the state's law does not bind it
# Liaisons: supervisors of child protection who see the numbers of these counties (Hennepin and Ramsey; Dakota).
REGIONS: Mapping[str, list[str]] = {"sam_cps_supervisor": ["27053", "27123"], "sup_south": ["27037"]}

_W, _S, _C = Role.WORKER, Role.SUPERVISOR, Role.COORDINATOR
_PRIVACY, _AUDIT, _ADMIN = Role.PRIVACY_OFFICER, Role.AUDITOR, Role.ADMINISTRATOR

PEOPLE: tuple[tuple[str, str, str, Role, str, str], ...] = (  # program, subject, name, role, title, line
    ("cps", "ana_cps_worker", "Ana Brook", _W, "Child protection worker",
     "her nine cases, with Tansy, who is missing; all that her program wrote there, and an unfinished note"),
    ("cps", "eli_cps_worker", "Eli Fenn", _W, "Child protection worker",
     "two girls exploited together, a case at court, referrals in most states in which one can be"),
    ("cps", "sam_cps_supervisor", "Sam Reed", _S, "Child protection supervisor",
     "every case of the program, a request that waits, whose training lapsed, and the numbers of two counties"),
    ("cps", "pri_privacy", "Priya Lane", _PRIVACY, "Privacy officer",
     "the conflict list, and no case at all"),
    ("cps", "aud_north", "Noor Field", _AUDIT, "Records auditor",
     "who saw and did what on North County's information, without its content"),
    ("cps", "adm_north", "Max Hill", _ADMIN, "Roster administrator",
     "who works at North County and how they sign in; never a case"),
    ("south_cps", "noa_south", "Noa Bridge", _W, "Child protection worker",
     "Juno, who ran and was found; Minh, made to work; a shelter that answers, advocates who may not"),
    ("south_cps", "sup_south", "Hal Ford", _S, "Child protection supervisor",
     "every case of South County, and Clover's, which a school handed over"),
    ("detectives", "det_lake", "Leo Marsh", _W, "Detective",
     "what the law has child protection share with police; not Ash's case, where he is shut out"),
    ("detectives", "sgt_lake", "Ivy Stone", _S, "Sergeant, investigations",
     "every case of the detectives, and Ash's too; not the restricted one"),
    ("detectives", "aud_lake", "Ola Birch", _AUDIT, "Records auditor",
     "the access log as it concerns the Lakeside police, and nobody else"),
    ("sheriff", "sgt_south", "Jo Ridge", _S, "Sergeant, investigations",
     "Juno's case; of Clover's what her school opened in an emergency that it judged itself"),
    ("prosecutors", "pros_hale", "Dee Hale", _W, "Prosecutor",
     "Lark and Finch by a release, where Lark lives by an order that names her alone; nothing of the civil side"),
    ("prosecutors", "pros_chief", "Abe Rook", _S, "Chief prosecutor",
     "every case of the criminal division, and who works on it"),
    ("civil", "civ_wick", "Joan Wick", _S, "Child-protection attorney",
     "Marlo's case at court; not what the criminal side of her own office has"),
    ("victim_help", "vic_plum", "Lou Plum", _W, "Victim-witness specialist",
     "on every page, that what is written here may go to the defense; Lark's case"),
    ("victim_help", "vic_crane", "Ada Crane", _S, "Victim-witness director",
     "every case of victim-witness help"),
    ("court", "clk_court", "Fay Gavell", _W, "Court clerk",
     "what was filed with the court in Marlo's matter; no case, and no list of cases"),
    ("probation", "pro_youth", "Ty Banks", _W, "Probation officer",
     "Rune's case, in which no form has a place for a charge"),
    ("probation", "sup_youth", "Wes Gale", _S, "Probation supervisor",
     "every case of youth probation"),
    ("guardians", "gal_summer", "Ina Summer", _W, "Guardian ad litem",
     "Marlo, by order and release; of Pax only the team, since no order is on file"),
    ("guardians", "sup_voices", "Hugh Winter", _S, "Program director",
     "the same two cases, and the notes of his own program"),
    ("cac", "coo_harbor", "Carla Moss", _C, "Team coordinator",
     "Dana's reports, because a release names her center; she invites programs and hands out one-time codes"),
    ("cac", "sup_harbor", "Ben Shore", _S, "Program director",
     "every case of the center, and what the center itself wrote on it"),
    ("cac", "int_harbor", "Mia Vale", _W, "Forensic interviewer",
     "four cases: one release in force, one withdrawn, one run out, and her request that waits"),
    ("advocates", "adv_safe", "Rosa Wren", _W, "Community advocate",
     "one case, by a release that names the hub; nobody but the center can know that she serves the child"),
    ("advocates", "sup_safe", "Tess Dove", _S, "Advocacy program manager",
     "that same case, and nothing that the release does not name"),
    ("advocates", "aud_safe", "Gil Heath", _AUDIT, "Records auditor",
     "the access log of Safe Path alone"),
    ("shelter", "she_lantern", "Bea Moor", _W, "Shelter advocate",
     "Hazel, by a release that names the hub; Onyx is only a referral, about which she says nothing"),
    ("shelter", "sup_lantern", "Cy Thorn", _S, "Shelter director",
     "the same; whoever sent about Onyx sees “delivered” and no more"),
    ("clinic", "doc_bay", "Uma Glade", _W, "Sexual assault nurse examiner",
     "Coral's exam; Sage's treatment, with the notice that its law has travel along"),
    ("clinic", "sup_bay", "Per Holm", _S, "Medical director",
     "every case of the clinic, and an urgent referral of last night that nobody opened"),
    ("recovery", "rec_bay", "Ira Pond", _W, "Substance-use counselor",
     "Sage alone, whose consent names the hub and the clinic and nobody else"),
    ("recovery", "sup_recovery", "May Fern", _S, "Clinical director",
     "that same case; child protection cannot tell that Sage is a patient"),
    ("clinic", "adm_bay", "Ned Crow", _ADMIN, "Roster administrator",
     "who works at the hospital; with Max Hill, changes that need two people"),
    ("therapy", "the_willow", "Zoe Linden", _W, "Therapist",
     "Indigo's therapy, and her own notes, which only a release of their own opens"),
    ("therapy", "sup_willow", "Oma Pine", _S, "Clinical supervisor",
     "every case of the trauma team, and referrals that wait for a free place"),
    ("school", "sch_maple", "Kit Meadow", _W, "School social worker",
     "Clover, whom the school noticed first; a reminder that a parent may read what it keeps"),
    ("school", "sup_maple", "Vera Knoll", _S, "Director of student services",
     "every case of the school"),
    ("tribe", "tri_cedar", "Joy Carver", _W, "Tribal child and family worker",
     "Rowan, whose custodian the tribe is: it opened the case, and it signs the release"),
    ("tribe", "sup_cedar", "Ray Waters", _S, "Director of tribal social services",
     "every case of Cedar Nation; no county's rule opens any of it to others"),
)  # fmt: skip
# Whom their provider knows and the roster does not: agency, subject, name, line.
STRANGERS = (("north_county", "new_person", "Kim Day", "whom to ask, since the roster does not know Kim yet"),)
