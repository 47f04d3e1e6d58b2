"""Room: tests. The oracle of legal clocks: every limit of the law and standards note, 2 (C1-C23) and 7, read by hand.

Written by somebody who has not read the hub's deadline rules; it imports nothing of the hub. A row of the note that
holds several limits stands here as several, each under the note's id (`row`) with a `part`. The rows of 7 have the row
"7". SEEDS are the duties of the checklist that the seeds time and section 2 does not list.

Marks, as in the note: R = the text was read, S = a seed says it, M = from memory. `encode` follows: R or S must run in
the hub; what rests on M alone must stand as "not encoded" and say what to ask counsel. Where a row mixes marks it was
split, or its note says which half is which. "NO_LIMIT" and "IMMEDIATELY" have no number: a rule that gives them one has
made it up, or must say that it is the agency's own.
"""

from __future__ import annotations

from tests.oracles.clock_words import DUTY, NO_LIMIT, Clock, read
from tests.oracles.clocks_federal import FEDERAL
from tests.oracles.clocks_states import STATES

ADDED = read("""
7 / tribe | duty | R | 24 elapsed hours
  when: an assessment or investigation in Minnesota (the note says no more of when)
  do: notice to the child's tribe
  who: local agency = child_welfare
  cite: Minn. Stat. 260E.18 (2023)

7 / Indian country | duty | M | 36 elapsed hours
  when: a report of abuse in Indian country
  do: written report
  who: the note names nobody
  cite: 25 USC 3203

7 / RHYA | duty | R | 72 elapsed hours
  when: a youth comes to a runaway and homeless youth program
  do: contact parent or guardian, or another adult where that is not in the youth's interest
  who: runaway and homeless youth program = safe_housing
  cite: 45 CFR 1351.24(e)

7 / ICJ applies | scope | R | 24 elapsed hours
  when: a youth of another state is detained over 24 h, or on suspected abuse
  do: the interstate compact for juveniles applies
  who: the note names nobody
  cite: ICJ rules (2020)

7 / ICJ return | duty | R | 5 working days
  when: Form III
  do: return of the youth
  who: the note names nobody
  cite: ICJ rules (2020)
  note: “within 5 business days after Form III”

7 / extended care | scope | R | no limit in the source
  when: a youth over 18 in extended care is missing
  do: the duties of missing from care (C2, C3) reach the youth
  who: IV-E agency = child_welfare
  cite: missing-from-care duties

7 / ICWA reach | scope | M | no limit in the source
  when: a status-offence placement (runaway)
  do: ICWA reaches it; inquiry at first contact; the tribe may be custodian and decider
  who: the note names nobody
  cite: ICWA

7 / HIV PEP | window | M | 72 elapsed hours
  when: last contact
  do: HIV PEP may be offered
  who: the note names nobody
  cite: none
  note: offer, never impose

7 / emergency contraception | window | M | 120 elapsed hours
  when: last contact
  do: emergency contraception may be offered
  who: the note names nobody
  cite: none
  note: offer, never impose

7 / evidence | window | R | 72 elapsed hours
  when: last contact
  do: evidence may be collected
  who: the note names nobody
  cite: AAP
  note: “mostly 72 h, some protocols 7-10 days”: the local protocol decides; offer, never impose
""")

SEEDS = read("""
B6 | duty | S | immediately
  when: possible sex trafficking or exploitation while missing from care is known
  do: documented on the SEY/STY/At Risk screen in SSIS
  who: child protection social worker = child_welfare
  cite: seeds 000, 001
  note: “must also be immediately documented on the SEY/STY/At Risk screen in SSIS”

B5 | duty | S | no limit in the source
  when: a youth missing from care is found
  do: the Runaway Debriefing Form guides the talk and is uploaded in SSIS
  who: child protection social worker = child_welfare
  cite: seeds 000, 001
  note: with the meeting of C3 Minnesota; “should be used”

B11 | duty | S | no limit in the source
  when: an official identifies a foreign national child who has experienced sex or labor trafficking
  do: referral to the U.S. Office on Trafficking in Persons
  who: any local, state, or federal official
  cite: seed 001
  note: the seed gives no hours; C6 does

A13 | duty | S | no limit in the source
  when: an AFCARS period, a youth of 12 or older in custody or care (Maine)
  do: Sex Trafficking Detail in MACWIS
  who: caseworker = child_welfare
  cite: seed 003, C.1
  note: “for each AFCARS reporting period for Youth 12 and older”; the periods are C22's
""")

ROWS: tuple[Clock, ...] = FEDERAL + STATES + ADDED + SEEDS


def of(row: str) -> tuple[Clock, ...]:
    """The limits of one row of the note ("C17"), in its order."""
    return tuple(clock for clock in ROWS if clock.row == row)


def must_run() -> tuple[Clock, ...]:
    """The duties that the hub must carry as deadlines: read or seeded, owed by somebody, with a limit."""
    return tuple(clock for clock in ROWS if clock.encode and clock.kind == DUTY and clock.unit != NO_LIMIT)


def must_not_be_encoded() -> tuple[Clock, ...]:
    """What rests on memory alone: it stands as "not encoded", with what to ask counsel."""
    return tuple(clock for clock in ROWS if not clock.encode)
