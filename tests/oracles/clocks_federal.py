"""Room: tests. The oracle of legal clocks: the federal rows of the law and standards note, 2. Read by clocks.py."""

from __future__ import annotations

from tests.oracles.clock_words import read

FEDERAL = read("""
C1 | duty | R | 24 elapsed hours
  when: information received that a child or youth in care, open case, run away or IL services is identified as a
    sex trafficking victim
  do: report to law enforcement
  who: title IV-E agency = child_welfare
  cite: 42 USC 671(a)(34)(A)
  note: “immediately, <=24 h”

C2 / law enforcement | duty | R | 24 elapsed hours
  when: information received that such a child is missing or abducted
  do: report to law enforcement for NCIC entry
  who: IV-E agency = child_welfare
  cite: 42 USC 671(a)(35)(B)
  note: proven apart from the report to NCMEC (issue, 1)

C2 / NCMEC | duty | R | 24 elapsed hours
  when: information received that such a child is missing or abducted
  do: report to NCMEC
  who: IV-E agency = child_welfare
  cite: 42 USC 671(a)(35)(B)

C2 / communication | duty | R | no limit in the source
  when: the child is missing, after the reports
  do: regular communication with law enforcement and NCMEC
  who: IV-E agency = child_welfare
  cite: 42 USC 671(a)(35)(B)
  note: “regular” has no number: the next contact is set by the worker or the agency, not by law

C2a | content | R | no limit in the source
  when: with C2
  do: photo; height, weight, sex, ethnicity, race, hair, eyes; endangerment: pregnancy, prescriptions, suicidal
    tendencies, trafficking vulnerability, other; where reasonably possible
  who: IV-E agency = child_welfare
  cite: 42 USC 671(a)(35)(B)(i)-(iii)
  note: the section of P.L. 117-348 that added it is M: cite the USC, not the section

C3 / federal | duty | R | no limit in the source
  when: the child is located
  do: primary factors, experiences, screen for sex trafficking; share the recovery with police and NCMEC
  who: caseworker = child_welfare
  cite: 42 USC 671(a)(35)(A)
  note: “no federal number”

C4 | duty | R | 2 elapsed hours
  when: law enforcement receives a missing-child report
  do: enter in NCIC, the state system and NamUs
  who: LE = law_enforcement
  cite: 34 USC 41308(3)

C5 | duty | R | 30 calendar days
  when: after C4
  do: update the record with medical and dental records and a photo under 180 days old; notify NCMEC if missing from
    foster care; liaise with child welfare; no waiting period, no removal for age
  who: LE = law_enforcement
  cite: 34 USC 41308(1),(2),(4)
  note: the name of the 2015 Act is M: cite the USC

C6 | duty | R | 24 elapsed hours
  when: an official discovers that a person under 18 may be a victim of a severe form of trafficking (foreign
    national)
  do: notify HHS (OTIP, by Shepherd or Request for Assistance)
  who: any federal/state/local official
  cite: 22 USC 7105(b)(1)(H)
  note: sex and labour alike (seed 001: “who has experienced sex or labor trafficking”)

C7 / interim assistance | window | R | 90 calendar days
  when: HHS's determination
  do: interim assistance; no cooperation with police may be required
  who: HHS
  cite: 22 USC 7105(b)(1)(G)
  note: “up to 90 + 30 days”

C7 / more | extension | R | 30 calendar days
  when: the 90 days are over
  do: interim assistance, extended
  who: HHS
  cite: 22 USC 7105(b)(1)(G)

C16 | duty | R | 24 elapsed hours
  when: a covered professional on federal land or in a federal facility learns of suspected abuse
  do: report; “as soon as possible”
  who: professional
  cite: 34 USC 20341(a),(c)(12)

C17 / notice | duty | R | no limit in the source
  when: an involuntary placement of a child who is or may be an Indian child is sought
  do: notice by registered or certified mail, return receipt, to parents, Indian custodian and tribe(s); copy to the BIA
    Regional Director
  who: party seeking placement
  cite: 25 USC 1912(a); 25 CFR 23.11
  note: the time is set by the hearing, which waits for the receipt (next paragraph)

C17 / hearing | not before | R | 10 days after receipt
  when: receipt of the ICWA notice by parent, Indian custodian and tribe
  do: no hearing until at least ten days after receipt
  who: party seeking placement
  cite: 25 USC 1912(a)

C17 / on request | extension | R | 20 calendar days
  when: a request of parent, custodian or tribe for more time
  do: up to twenty more days to prepare
  who: party seeking placement
  cite: 25 USC 1912(a)

C17 / Secretary | duty | R | 15 days after receipt
  when: the Secretary receives the notice because parent, custodian or tribe is unknown
  do: give the requisite notice to parent, custodian and tribe
  who: Secretary (of the Interior)
  cite: 25 USC 1912(a)
  note: no program of the hub owes it; it is shown, not escalated

C18 | window | M | 30 calendar days
  when: ICWA emergency placement
  do: ends unless the court makes findings
  who: court/agency = child_welfare, courts
  cite: 25 CFR 23.113(e)

C19 | duty | R | 30 calendar days
  when: a patient's written request for the list of disclosures by an intermediary
  do: list of those disclosed to in the past three years
  who: hub/intermediary
  cite: 42 CFR 2.24

C20 / accounting | duty | M | 60 calendar days
  when: a request for an accounting of disclosures
  do: answer it; 30 days more are possible
  who: covered entity
  cite: 45 CFR 164.528(c)

C20 / breach | duty | M | 60 calendar days
  when: a breach is discovered
  do: notice
  who: covered entity
  cite: 45 CFR 164.404

C21 | duty | M | 24 elapsed hours
  when: actual or imminent breach of PII at an OVW/OVC grantee
  do: report to the funder
  who: grantee
  cite: OVW/OVC award condition
  note: part 1.1 has R for one state manual that uses 24 h; the condition itself is M

C22 / October to March | duty | R | 45 calendar days, a weekend goes to Monday
  when: the period ends on 31 March
  do: AFCARS file
  who: IV-E agency = child_welfare
  cite: 45 CFR 1355.43(a)
  note: 15 May (due.afcars_due)

C22 / April to September | duty | R | 45 calendar days, a weekend goes to Monday
  when: the period ends on 30 September
  do: AFCARS file
  who: IV-E agency = child_welfare
  cite: 45 CFR 1355.43(a)
  note: 14 November (due.afcars_due)

C23 / annual total | duty | R | no limit in the source
  when: the year
  do: total number of children who are sex trafficking victims
  who: IV-E = child_welfare
  cite: 42 USC 671(a)(34)(B)
  note: annual; the note gives no day

C23 / NCA report | duty | R | 6 months
  when: the half year
  do: NCA statistical report
  who: CAC = child_advocacy_center
  cite: NCA statistical report (ncatrak)
  note: every six months; the note gives no day
""")
