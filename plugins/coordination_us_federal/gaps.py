"""Room: plugins. Federal rules that are known of and whose text was not read: nothing is opened on them.

From law-and-standards.md: what is marked [M] there and bears on child protection, police, child advocacy centers or
community advocates, and what its §6 lists.
"""

from __future__ import annotations

from coordination.declare import NotEncoded

GAPS = (
    NotEncoded(
        slug="capta_agents",
        citation="42 USC 5106a(b)(2)(B)(ix), “agent of such entity”",
        ask="Is any program on our teams an agent of a government body that protects children, and by which paper?",
    ),
    NotEncoded(
        slug="capta_other_government",
        citation="42 USC 5106a(b)(2)(B)(ix)",
        ask="Which other government bodies on our teams (county attorney, probation, court, tribe, public school or "
        "hospital) have duties under law to protect children, so that child protection must share with them?",
    ),
    NotEncoded(
        slug="iv_e_to_prosecution",
        citation="42 USC 671(a)(8)(B)",
        ask="May foster-care records go to police or prosecutors for a proceeding connected with the plan, and which?",
    ),
    NotEncoded(
        slug="compelled_by_court_or_statute",
        citation="42 USC 5106a(b)(2)(B)(viii)(V); 45 CFR 164.512(e); 34 USC 12291(b)(2)(C); 42 USC 290dd-2(c)",
        ask="When a court, a subpoena or a statute compels a record to be given: who gives what to whom, and who tells "
        "the person it is about and keeps them safe?",
    ),
    NotEncoded(
        slug="ovw_minor_consent",
        citation="28 CFR 90.4(b)",
        ask="When may a guardian sign alone for a child too young to consent, and what must the child be told?",
    ),
    NotEncoded(
        slug="fvpsa_databases",
        citation="45 CFR 1370.4",
        ask="What else does the FVPSA regulation ask of a release before information enters a shared database?",
    ),
    NotEncoded(
        slug="voca_rest",
        citation="28 CFR 94.115(c), (d)",
        ask="Which sharing without a release does the VOCA rule permit, and what may a condition of service be?",
    ),
    NotEncoded(
        slug="hipaa_to_police",
        citation="45 CFR 164.512(f)",
        ask="Which health information that we received may police be given, for finding a child or about a victim?",
    ),
    NotEncoded(
        slug="report_in_indian_country",
        citation="25 USC 3203",
        ask="For a report in Indian country: who must be told, and is a written report due within 36 hours?",
    ),
    NotEncoded(
        slug="tribal_sharing",
        citation="25 USC 3205; tribal code",
        ask="May our program exchange with the tribe’s child protection and police as with a federal body?",
    ),
    NotEncoded(
        slug="indian_child_inquiry",
        citation="25 USC 1901-1963; 25 CFR 23",
        ask="Who asks at first contact whether the child is an Indian child, and when does the tribe decide?",
    ),
    NotEncoded(
        slug="guardian_ad_litem",
        citation="the order that appoints the guardian ad litem",
        ask="Does the appointing order let the guardian ad litem see records or sign a release?",
    ),
    NotEncoded(
        slug="minor_in_treatment",
        citation="42 CFR 2.14",
        ask="If a team member runs a substance-use program: who consents when the patient is a minor?",
    ),
    NotEncoded(
        slug="nca_half_year",
        citation="NCA statistical report",
        ask="By which day after each half year must a center send its statistics? (Every six months; no day was read.)",
    ),
    NotEncoded(
        slug="icwa_emergency_placement",
        citation="25 CFR 23.113(e)",
        ask="When does an emergency placement of an Indian child end, and which findings prolong it? (30 days is from "
        "memory.)",
    ),
    NotEncoded(
        slug="hipaa_accounting",
        citation="45 CFR 164.528(c)",
        ask="Within what time must a covered entity answer a request for an accounting? (60 days is from memory.)",
    ),
    NotEncoded(
        slug="hipaa_breach",
        citation="45 CFR 164.404",
        ask="Within what time after a breach is discovered must those concerned be told? (60 days is from memory.)",
    ),
    NotEncoded(
        slug="ovw_breach",
        citation="OVW/OVC award condition",
        ask="Within what time must a grantee tell the funder of a breach? (24 hours: memory and a state manual.)",
    ),
    NotEncoded(
        slug="fatality_sharing",
        citation="34 USC 12291(b)(2)(H); 42 USC 5106a(b)(2)(B)(x)",
        ask="After a child’s death or near death, what may go to a review team and what to the public?",
    ),
    NotEncoded(
        slug="authorization_statements",
        citation="45 CFR 164.508(c)(2)-(4)",
        ask="Which statements must stand on an authorization, and who gets a copy when? (Only a part was read.)",
    ),
    NotEncoded(
        slug="part_2_breach",
        citation="42 USC 290dd-2(f), (j); 89 FR 12472",
        ask="Who must be told of a breach of treatment records, and within what time?",
    ),
    NotEncoded(
        slug="retention_minima",
        citation="45 CFR 164.316(b)(2), 164.530(j); 42 CFR 2.24; 20 USC 1232g(b)(4)(A); the state's records law",
        ask="How long must each kind of record, release and log entry be kept here, and when must it go?",
    ),
    NotEncoded(
        slug="recordings_by_state",
        citation="Cal. Penal Code 11166.4; RCW 26.44.186; Tex. Fam. Code 264.408",
        ask="Who may be given a recording of a forensic interview, and under which order? (The hub keeps none.)",
    ),
    NotEncoded(
        slug="center_files_in_texas",
        citation="Tex. Fam. Code 264.408",
        ask="If a Texas program is to join: to whom may a center's files go, and who answers a request for them?",
    ),
    NotEncoded(
        slug="cjis_at_the_provider",
        citation="CJIS Security Policy v6.0, AC-7, IA-5",
        ask="Does each agency's identity provider lock an account after five failures, and accept what IA-2(12) names?",
    ),
    NotEncoded(
        slug="cjis_certified_modules",
        citation="CJIS Security Policy v6.0, SC-13, SC-28",
        ask="On which certified module (FIPS 140-3) must this hub run, if criminal justice data comes in?",
    ),
    NotEncoded(
        slug="cjis_incidents",
        citation="CJIS Security Policy v6.0, IR-6, AT-3, PL-4, SA-9",
        ask="Whom do we tell of an incident within the hour, and which addendum and training does our agency sign?",
    ),
    NotEncoded(
        slug="least_time_of_records",
        citation="45 CFR 164.316(b)(2), 164.530(j); state record schedules",
        ask="For how long must each program keep its records of a child, counted from what? No least time of records "
        "was read, so each program sets its own period, and nothing is destroyed where none is set.",
    ),
    NotEncoded(
        slug="keep_little_of_victims",
        citation="34 USC 12291(b)(2); 42 USC 10406(c)(5)",
        ask="How soon must a victim service destroy what identifies somebody, once the purpose is over?",
    ),
)
