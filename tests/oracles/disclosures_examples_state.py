"""Room: tests. Hand-written disclosures: statutes and papers, and the state of case, person, paper and release."""

from __future__ import annotations

from tests.oracles.disclosures_examples import read

STATUTES = read("""
child welfare shall tell the police what protection needs | 42 USC 5106a(b)(2)(B)(ix) | child_welfare > law_enforcement | child_protection | | open capta_ix_duty
the duty opens no more than protection needs | 42 USC 5106a(b)(2)(B)(ix) | child_welfare > law_enforcement | service_plan | | known
the duty without a paper reaches no school | 42 USC 5106a(b)(2)(B)(ix) | child_welfare > schools | child_protection | | known
the duty without a paper reaches government alone | 42 USC 5106a(b)(2)(B)(ix) | child_welfare > child_welfare_contractor | child_protection | | known
police and prosecutors exchange what they made | 34 USC 12291(b)(2)(D)(i)(III) | law_enforcement > prosecution | criminal_investigation | | open le_prosecution_generated
police and prosecutors exchange no medical records | 34 USC 12291(b)(2)(D)(i)(III) | law_enforcement > prosecution | medical | | known
what police made is not for police of no government | 34 USC 12291(b)(2)(D)(i)(III) | law_enforcement > private_police | criminal_investigation | | known
what police made is not for others without more | 34 USC 12291(b)(2)(D)(i)(III) | law_enforcement > child_welfare | criminal_investigation | | known
a prosecutor tells the team the charges | law 0 | prosecution > medical | prosecution | | open charges
a prosecutor tells the school no charges | law 0 | prosecution > schools | prosecution | | known
a prosecutor tells the team no more than charges | law 0 | prosecution > medical | court | | known
police share their own work under an agreement | law 0 | law_enforcement > child_welfare | criminal_investigation | agreement:in_force | open investigation_by_agreement
the day an agreement ends is a day without it | issue 5, 4 | law_enforcement > child_welfare | criminal_investigation | agreement:ended_today | known
a lapsed agreement opens nothing | issue 5, 4 | law_enforcement > child_welfare | criminal_investigation | agreement:lapsed | known
an agreement of the team does not reach a school | law 0 | law_enforcement > schools | criminal_investigation | agreement:in_force | known
police share under an agreement no one's medical records | law 0 | law_enforcement > child_welfare | medical | agreement:in_force | known
a clinic's report of abuse goes to child welfare | 45 CFR 164.512(b)(1)(ii) | medical > child_welfare | report | | open hipaa_child_abuse_report
a clinic's report of abuse goes to an authority alone | 45 CFR 164.512(b)(1)(ii) | medical > child_welfare_contractor | report | | known
a clinic's report of abuse goes to no prosecutor | 45 CFR 164.512(b)(1)(ii) | medical > prosecution | report | | known
what a clinic holds beside the report needs an authorization | law 0 | medical > child_welfare | medical | | known
Minnesota's team consults under its agreement | Minn. Stat. 260E.02 | child_welfare@us_minnesota > medical | service_plan | agreement:in_force | open mn_260e_02
Minnesota's team asks for the agreement | Minn. Stat. 260E.02 subd. 5 | child_welfare@us_minnesota > medical | service_plan | | known
Minnesota's team does not read a court's papers | Minn. Stat. 260E.02 | child_welfare@us_minnesota > medical | court | agreement:in_force | known
Minnesota's team has no school on it | Minn. Stat. 260E.02 | child_welfare@us_minnesota > schools | service_plan | agreement:in_force | known
Florida's law was not read | law 6 | child_welfare@us_florida > medical | service_plan | agreement:in_force | known
Connecticut's law was not read | law 6 | child_welfare@us_connecticut > medical | service_plan | agreement:in_force | known
Maine's department may tell those who investigate under law | 22 MRSA 4008(2)(A) | child_welfare@us_maine > prosecution | service_plan | | open me_4008_team
Maine's department tells a private party nothing so | 22 MRSA 4008(2)(A) | child_welfare@us_maine > medical | service_plan | | known
Maine's department tells private police nothing so | 22 MRSA 4008(2)(A) | child_welfare@us_maine > private_police | service_plan | | known
Maine's department tells an investigator no medical records so | 22 MRSA 4008(2)(A) | child_welfare@us_maine > prosecution | medical | | known
Maine's department may tell those it has an agreement with | 22 MRSA 4008(2)(A) | child_welfare@us_maine > mental_health | service_plan | agreement:in_force | open me_4008_agreement
Maine's agreement opens no medical records | 22 MRSA 4008(2)(A) | child_welfare@us_maine > mental_health | medical | agreement:in_force | known
Maine's agreement reaches no school | 22 MRSA 4008(2)(A) | child_welfare@us_maine > schools | service_plan | agreement:in_force | known
a CAC of Maine tells the child's lawyer | 22 MRSA 4019(9) | cac@us_maine > child_attorney | forensic_interview | agreement:in_force | open me_4019_9
a CAC of Maine tells no advocate | 22 MRSA 4019(9) | cac@us_maine > advocates | forensic_interview | agreement:in_force | known
a CAC of Maine passes on no clinic's records | 22 MRSA 4019(9) | cac@us_maine > medical | medical | agreement:in_force | known
a CAC asks for statute and agreement | law 0 | cac@us_maine > medical | forensic_interview | | known
Maine's CAC statute is not Minnesota's | 22 MRSA 4019(9) | cac@us_minnesota > medical | forensic_interview | agreement:in_force | known
an order opens what it expressly names | 45 CFR 164.512(e) | medical > prosecution | medical | paper:court_order | open court_order
an order opens nothing that it does not name | 45 CFR 164.512(e) | medical > prosecution | medical | paper:court_order !type | known
a subpoena with assurance opens a clinic's records | 45 CFR 164.512(e) | medical > prosecution | medical | paper:subpoena_with_assurance | open subpoena_with_assurance
a subpoena names a party | 45 CFR 164.512(e) | medical > schools | medical | paper:subpoena_with_assurance | known
a subpoena opens a school's records | 20 USC 1232g(b)(1)(J) | schools > prosecution | education | paper:subpoena_with_assurance | open subpoena_with_assurance
a mandated report goes to an authority | 45 CFR 164.512(b)(1)(ii) | juvenile_justice > child_welfare | report | paper:mandated_report | open mandated_report
a mandated report goes to no contractor | 45 CFR 164.512(b)(1)(ii) | juvenile_justice > child_welfare_contractor | report | paper:mandated_report | known
a mandated report goes to no school | law 0 | juvenile_justice > schools | report | paper:mandated_report | known
a school's report is not among FERPA's exceptions | law 0 | schools > child_welfare | report | paper:mandated_report | known
the duty on file reaches a county attorney | 42 USC 5106a(b)(2)(B)(ix) | child_welfare > civil_legal_county | medical | paper:capta_ix | open capta_ix
the duty on file reaches no private lawyer | 42 USC 5106a(b)(2)(B)(ix) | child_welfare > civil_legal | medical | paper:capta_ix | known
the duty on file reaches an agent of government | law 7 | child_welfare > cac | child_protection | paper:capta_ix | open capta_ix
the duty on file reaches no school | 42 USC 5106a(b)(2)(B)(ix) | child_welfare > schools | child_protection | paper:capta_ix | known
the team statute opens a CAC's interview under its agreement | law 1.9 | cac@us_minnesota > law_enforcement | forensic_interview | paper:team_statute agreement:in_force | open team_statute
the team statute lapses with its yearly agreement | Minn. Stat. 260E.02 subd. 5 | cac@us_minnesota > law_enforcement | forensic_interview | paper:team_statute agreement:lapsed | known
the team statute is for the team | law 1.9 | cac@us_minnesota > schools | forensic_interview | paper:team_statute agreement:in_force | known
the team statute is for consultation | law 1.9 | cac@us_minnesota > law_enforcement | medical | paper:team_statute agreement:in_force | known
a team statute that was not read opens nothing | law 6 | cac@us_florida > law_enforcement | forensic_interview | paper:team_statute agreement:in_force | known
a medical emergency opens a clinic's records | law 5 | mental_health > medical | mental_health | paper:medical_emergency | open medical_emergency
a medical emergency opens no case review | law 5 | mental_health > medical | case_review | paper:medical_emergency | known
a medical emergency is for medical personnel | law 5 | medical > child_welfare | mental_health | paper:medical_emergency | known
a medical emergency opens care the minor consented to | law 5 | medical > medical_county | minor_consented_care | paper:medical_emergency | open medical_emergency
a school's emergency opens with the threat recorded | 20 USC 1232g(b)(1)(I) | schools > law_enforcement | education | paper:ferpa_emergency | open ferpa_emergency
a school's emergency opens nothing unrecorded | 34 CFR 99.32(a)(5) | schools > law_enforcement | education | paper:ferpa_emergency !noted | known
a school tells the agency responsible for the child | 20 USC 1232g(b)(1)(L) | schools > child_welfare | education | paper:ferpa_child_welfare | open ferpa_child_welfare
a school tells a tribal caseworker | 20 USC 1232g(b)(1)(L) | schools > tribes | education | paper:ferpa_child_welfare | open ferpa_child_welfare
a school tells the police nothing under that | 20 USC 1232g(b)(1)(L) | schools > law_enforcement | education | paper:ferpa_child_welfare | known
a contractor is not legally responsible for the child | 20 USC 1232g(b)(1)(L) | schools > child_welfare_contractor | education | paper:ferpa_child_welfare | known
a tribe may tell those who investigate | 25 USC 3205 | tribes > law_enforcement | placement | paper:tribal_exchange | open tribal_exchange
child welfare may tell a tribe | 25 USC 3205 | child_welfare > tribes | medical | paper:tribal_exchange | open tribal_exchange
a tribe's exchange is not for a school | 25 USC 3205 | tribes > schools | placement | paper:tribal_exchange | known
an exchange without a tribe is none | 25 USC 3205 | child_welfare > law_enforcement | medical | paper:tribal_exchange | known
a fatality panel reads child welfare's records | 42 USC 5106a(b)(2)(B)(viii)(IV) | child_welfare > medical | medical | paper:fatality_review | open fatality_review
an order opens child welfare's records that it names | 42 USC 5106a(b)(2)(B)(viii)(V) | child_welfare > medical | medical | paper:court_order | open court_order
an order opens an investigation that it names | law 5 | law_enforcement > medical | criminal_investigation | paper:court_order | open court_order
an order opens a school's records that it names | 20 USC 1232g(b)(2)(B) | schools > prosecution | education | paper:court_order | open court_order
an order opens care the minor consented to | 45 CFR 164.512(e) | medical > prosecution | minor_consented_care | paper:court_order | open court_order
an order opens a CAC's interview that it names | law 5 | cac > civil_legal | forensic_interview | paper:court_order | open court_order
an order opens juvenile records that it names | law 5 | juvenile_justice > civil_legal | placement | paper:court_order | open court_order
a child-welfare report by duty goes to a tribe | 45 CFR 164.512(b)(1)(ii) | child_welfare > tribes | report | paper:mandated_report | open mandated_report
police may tell a tribe | 25 USC 3205 | law_enforcement > tribes | criminal_investigation | paper:tribal_exchange | open tribal_exchange
police consult under the team statute | law 1.9 | law_enforcement@us_minnesota > medical | case_review | paper:team_statute agreement:in_force | open team_statute
child welfare consults under the team statute | law 1.9 | child_welfare@us_minnesota > medical | location | paper:team_statute agreement:in_force | open team_statute
release and statute may both be named | law 5 | child_welfare > law_enforcement | report | release:program | open release capta_ix_duty
""")  # noqa: E501 - a row is a line, so that rows can be compared

STATES = read("""
a member reads her program's own record | arch 3 | medical > medical | hiv_sti | same:program | open own_record
an administrator never reads | arch 3 | medical > medical | medical | same:program as:administrator | absent
an auditor never reads content | arch 3 | medical > medical | medical | same:program as:auditor | absent
a privacy officer does not read the case | arch 8 | medical > medical | medical | same:program as:privacy_officer | absent
a coordinator with a place on the case reads | arch 3 | medical > medical | medical | same:program as:coordinator | open own_record
a coordinator without a place sees nothing | T1 | medical > medical | medical | same:program as:coordinator member:never | absent
a worker without a place sees nothing, even her program's | T1 | medical > medical | medical | same:program member:never | absent
a supervisor reads her program's cases | arch 3 | medical > medical | medical | same:program as:supervisor member:never | open own_record
a supervisor reads nothing when her program's place ended | arch 3 | medical > medical | medical | same:program as:supervisor member:place_ended | absent
a member who left sees nothing | T2 | medical > child_welfare | medical | release:program member:ended | absent
a program whose place ended sees nothing | T2 | medical > child_welfare | medical | release:program member:place_ended | absent
a restricted case is closed to who is not named | arch 3 | medical > medical | medical | same:program restricted:unnamed as:supervisor | absent
a restricted case is open to who is named | arch 3 | medical > child_welfare | medical | release:program restricted:named | open release
an emergency does not open a restricted case | T5 | child_welfare > medical | medical | restricted:unnamed emergency:in_force | absent
the conflict list beats her own record | arch 8 | medical > medical | medical | same:program conflict | absent
the conflict list beats an emergency | arch 8 | child_welfare > medical | medical | conflict emergency:in_force | absent
a release that expired a second ago opens nothing | law 5 | medical > child_welfare | medical | release:expired | known
a revoked release opens nothing | law 5 | medical > child_welfare | medical | release:revoked | known
a release that starts later opens nothing | law 5 | medical > child_welfare | medical | release:later | known
a release to the agency opens to its program | law 5 | medical > child_welfare | medical | release:agency | open release
a release to the agency does not reach its law office | arch, regime attorney | medical > prosecution | medical | release:agency | known
a release to the law office reaches it | arch, regime attorney | medical > prosecution | medical | release:program | open release
an order naming the agency does not reach its law office | arch, regime attorney | medical > prosecution | medical | paper:court_order to:agency | known
an order naming a prosecutor reaches her | issue 5 | medical > prosecution | medical | paper:court_order to:person | open court_order
an order naming another opens nothing | 45 CFR 164.512(e) | medical > prosecution | medical | paper:court_order to:other | known
an order that expired opens nothing | issue 5, 3 | medical > prosecution | medical | paper:court_order is:expired | known
an order that was ended opens nothing | issue 5, 3 | medical > prosecution | medical | paper:court_order is:ended | known
an order not yet in force opens nothing | issue 5, 3 | medical > prosecution | medical | paper:court_order is:not_yet | known
a wall stands between law offices of one agency | regime attorney | prosecution > civil_legal_county | prosecution | same:agency | known
a paper that names the office crosses the wall | regime attorney | prosecution > civil_legal_county | prosecution | same:agency release:program | open release
another program of the agency has no more than a stranger | arch 3 | medical_county > child_welfare | medical | same:agency | known
a guardian ad litem waits for the order | law 7 | medical > guardian_ad_litem | medical | release:program no_order | known
a guardian ad litem reads her own notes before the order | arch, regime appointed | guardian_ad_litem > guardian_ad_litem | report | same:program no_order | open own_record
an order on file opens what a release names | law 7 | medical > guardian_ad_litem | medical | release:program | open release
an emergency does not stand for the order | law 7 | medical > guardian_ad_litem | medical | emergency:in_force no_order | known
where a child is asks for a fresh factor | T3 | child_welfare > law_enforcement | location | stale | known
where a child is opens with a fresh factor | T3 | child_welfare > law_enforcement | location | | open capta_ix_duty
where her own program placed a child asks for it too | T3 | child_welfare > child_welfare | location | same:program stale | known
a shelter's released location is not shown locked | arch 8 | shelter_fvpsa > child_welfare | location | release:program stale | absent
a shelter's release ends with the one that names the hub | arch 3 | shelter_fvpsa > child_welfare | safety_plan | release:program no_hub_release | absent
an emergency opens what the team is shown locked | arch 8 | medical > child_welfare | medical | emergency:in_force | open emergency
an emergency opens what child welfare is shown to hold | arch 8 | child_welfare > medical | medical | emergency:in_force | open emergency
an emergency opens what police are shown to hold | arch 8 | law_enforcement > medical | criminal_investigation | emergency:in_force | open emergency
an emergency opens what a CAC is shown to hold | arch 8 | cac > medical | forensic_interview | emergency:in_force | open emergency
an emergency opens what juvenile justice is shown to hold | arch 8 | juvenile_justice > medical | placement | emergency:in_force | open emergency
an expired emergency opens nothing | arch 8 | medical > child_welfare | medical | emergency:expired | known
a rejected emergency opens nothing more | arch 8 | medical > child_welfare | medical | emergency:rejected | known
an emergency never opens what is never locked | arch 8 | medical > child_welfare | hiv_sti | emergency:in_force | absent
an emergency never opens an advocate's record | arch 8 | advocates > law_enforcement | identity | emergency:in_force | absent
an emergency never opens a law office | T18 | civil_legal > child_welfare | court | emergency:in_force | known
an emergency never opens a school's records | 20 USC 1232g(b)(1)(I) | schools > law_enforcement | education | emergency:in_force | known
an emergency opens a location for imminent danger | T18 | tribes > law_enforcement | location | emergency:in_force | open emergency
an emergency for another reason opens no location | T18 | tribes > law_enforcement | location | emergency:other_reason | known
an emergency for a stranger to the case opens nothing | arch 8 | medical > child_welfare | medical | emergency:in_force member:never | absent
an emergency opens a location with a fresh factor alone | T3 | tribes > law_enforcement | location | emergency:in_force stale | known
advocacy is never shown locked, whoever holds it | arch 8 | victim_witness > law_enforcement | advocacy | | absent
substance use is never shown locked, whoever holds it | 42 CFR 2.13(c) | child_welfare > law_enforcement | substance_use | | absent
immigration is never shown locked | arch 8 | child_welfare > law_enforcement | immigration | | absent
orientation is never shown locked | arch 8 | child_welfare > law_enforcement | orientation_and_gender_identity | | absent
care the minor consented to is never shown locked | arch 8 | medical > law_enforcement | minor_consented_care | | absent
who made the report is never shown locked | arch 8 | child_welfare > law_enforcement | reporter_identity | | absent
work product is never shown locked | law 0 | prosecution > law_enforcement | work_product | | absent
what the team may know is shown locked | arch 8 | medical > law_enforcement | mental_health | | known
""")  # noqa: E501 - a row is a line, so that rows can be compared
