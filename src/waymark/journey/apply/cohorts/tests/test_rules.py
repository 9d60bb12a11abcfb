"""Who may join the staff of a cohort."""

from waymark.journey.apply.cohorts import words
from waymark.journey.apply.cohorts.rules import StaffReason, may_join_staff


def test_a_participant_cannot_join_the_staff_of_their_cohort() -> None:
    assert may_join_staff(takes_part=False).allowed
    assert may_join_staff(takes_part=True).reasons == (StaffReason.TAKES_PART,)


def test_every_reason_has_a_sentence() -> None:
    assert set(words.SENTENCES) == set(StaffReason)
