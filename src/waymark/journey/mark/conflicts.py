"""Who may not read, mark or confirm which script: one table, asked at every allocation, opening and act.

| About                | May not judge the script                                                        |
|----------------------|---------------------------------------------------------------------------------|
| the writer           | the writer themselves, and anyone enrolled in the same cohort                   |
| coaching             | anyone who coaches the writer, or has recorded a session with them              |
| peer group           | who looks after the writer’s peer group                                         |
| the cohort           | its facilitators, and every programme lead of the provider                      |
| organisation         | someone who works where the writer works; not knowing where is shown, no bar    |

Opening a script asks this in the one statement that finds it, so the table is an SQL expression here and nowhere else
(docs/decisions/0014); it reads the tables of `sit`, `coach`, `gather`, `cohorts`
and `people`.
"""

from __future__ import annotations

from typing import NamedTuple

from django.db import connection

CONFLICT = """EXISTS (SELECT 1 FROM sit_submission cu JOIN sit_sitting ci ON ci.id = cu.sitting_id
 JOIN cohorts_enrolment ce ON ce.id = ci.enrolment_id JOIN people_person cp ON cp.id = ce.person_id
 WHERE cu.id = s.submission_id AND (
 cp.organisation_id = (SELECT x.organisation_id FROM people_person x WHERE x.id = {judge})
 OR EXISTS (SELECT 1 FROM cohorts_enrolment x WHERE x.cohort_id = ce.cohort_id AND x.person_id = {judge})
 OR EXISTS (SELECT 1 FROM coach_pairing x WHERE x.enrolment_id = ce.id AND x.coach_id = {judge})
 OR EXISTS (SELECT 1 FROM coach_pairing x JOIN coach_coachingsession y ON y.pairing_id = x.id
  WHERE x.enrolment_id = ce.id AND y.by_id = {judge})
 OR EXISTS (SELECT 1 FROM gather_membership x JOIN gather_peergroup y ON y.id = x.group_id
  WHERE x.enrolment_id = ce.id AND y.owner_id = {judge})
 OR EXISTS (SELECT 1 FROM cohorts_cohortstaff x
  WHERE x.cohort_id = ce.cohort_id AND x.person_id = {judge} AND x.role = 'facilitator')
 OR EXISTS (SELECT 1 FROM people_roleheld x WHERE x.person_id = {judge} AND x.role = 'lead')))"""
WORKS = """EXISTS (SELECT 1 FROM cohorts_cohortstaff w
 WHERE w.cohort_id = s.cohort_id AND w.person_id = {judge} AND w.role = '{role}' AND w.is_current)"""


def in_conflict(judge: str) -> str:
    """SQL: whether that person, a column or a parameter, may not judge the script of the row `s` of `mark_script`."""
    return CONFLICT.format(judge=judge)


def may_mark(judge: str) -> str:
    """SQL: whether that marker may still have the script of the row `s`: no conflict, and not gone from the cohort."""
    return f"{WORKS.format(judge=judge, role='marker')} AND NOT {in_conflict(judge)}"


EXCLUDED = f"""SELECT s.id, f.person_id FROM mark_script s JOIN cohorts_cohortstaff f ON f.cohort_id = s.cohort_id
 WHERE s.cohort_id = %s AND f.role = %s AND {in_conflict("f.person_id")}"""
OWN = f"""SELECT s.id FROM mark_script s JOIN cohorts_cohortstaff f ON f.cohort_id = s.cohort_id
 WHERE f.person_id = %(judge)s AND f.role = %(role)s AND {in_conflict("%(judge)s")}"""
LATER = f"""SELECT a.id, s.id, s.cohort_id FROM mark_allocation a JOIN mark_script s ON s.id = a.script_id
 WHERE a.withdrawn_at IS NULL AND NOT EXISTS (SELECT 1 FROM mark_mark k WHERE k.allocation_id = a.id)
 AND NOT ({may_mark("a.marker_id")}) ORDER BY s.cohort_id, a.id"""


def conflicts_by_script(*, cohort_id: int, role: str) -> dict[int, set[int]]:
    """Script id to the ids of those of the cohort's staff in that role who may not judge it."""
    excluded: dict[int, set[int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(EXCLUDED, [cohort_id, role])
        for script_id, person_id in cursor.fetchall():
            excluded.setdefault(script_id, set()).add(person_id)
    return excluded


def scripts_in_conflict(*, person_id: int, role: str) -> set[int]:
    """Ids of the scripts, in cohorts where the person works in that role, that they may not judge."""
    with connection.cursor() as cursor:
        cursor.execute(OWN, {"judge": person_id, "role": role})
        return {script_id for (script_id,) in cursor.fetchall()}


class LaterConflict(NamedTuple):
    """An allocation without a mark whose marker may no longer have it."""

    allocation_id: int
    script_id: int
    cohort_id: int


def list_later_conflicts() -> list[LaterConflict]:
    """Every allocation to be withdrawn: a conflict arose, or the marker left the cohort; one query."""
    with connection.cursor() as cursor:
        cursor.execute(LATER)
        return [LaterConflict(*row) for row in cursor.fetchall()]
