"""The pages of an enrolment’s life: what the lead does, what the second person decides, what the participant sees."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.cast import Cast
from waymark.ground.cohorts import actions
from waymark.ground.cohorts.enrolments.models import DeferralRequest, EnrolmentChange
from waymark.ground.cohorts.enrolments.reasons import DeferralReason, WithdrawalReason
from waymark.journey.sit.actions import CannotOpenSitting, open_sitting
from waymark.journey.sit.models import Sitting
from waymark.journey.sit.tests.makers import make_window

TODAY = date(2026, 10, 22)
DEFERRAL = {
    "what": "programme",
    "reason": "bereavement",
    "effective_on": "22 10 2026",
    "review_on": "1 3 2027",
    "expected_return_on": "6 9 2027",
    "note": "",
}


def page_of(cast: Cast) -> str:
    return f"/cohorts/{cast.cohort.slug}/enrolments/{cast.amina.reference}/"


def read(cast: Cast, who: str, path: str) -> str:
    answer = cast.browser(who).get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def withdraw(cast: Cast) -> None:
    actions.withdraw(
        enrolment=cast.amina, reason=WithdrawalReason.CAREER, effective_on=TODAY, by=cast.grace, at=cast.at
    )


def test_a_lead_asks_and_the_board_approves(cast: Cast) -> None:
    answer = cast.browser("grace").post(page_of(cast) + "deferral/", DEFERRAL)
    assert answer.status_code == 302, answer.content.decode()
    request = DeferralRequest.objects.get()
    assert f"Deferral of {cast.amina.person.name} to decide" not in read(cast, "grace", "/")
    decision = page_of(cast) + f"deferrals/{request.pk}/"
    assert "another lead or a board member must decide it" in read(cast, "grace", decision)
    assert decision in read(cast, "jonas", "/")
    assert cast.browser("jonas").post(decision, {"is_approved": "yes"}).status_code == 302
    assert EnrolmentChange.objects.get().reason == "bereavement"
    page = read(cast, "grace", page_of(cast))
    assert "Amina Castellane: deferred" in page
    assert "Asked by Grace Penhaligon" in page


def test_the_one_who_asks_cannot_approve(cast: Cast) -> None:
    cast.browser("grace").post(page_of(cast) + "deferral/", DEFERRAL)
    decision = page_of(cast) + f"deferrals/{DeferralRequest.objects.get().pk}/"
    answer = cast.browser("grace").post(decision, {"is_approved": "yes"})
    assert answer.status_code == 422
    assert not EnrolmentChange.objects.exists()


def test_a_lead_withdraws_and_undoes_it_on_the_same_day(cast: Cast) -> None:
    form = {"reason": "quality-of-programme-structure-not-suitable.", "effective_on": "22 10 2026"}
    assert cast.browser("grace").post(page_of(cast) + "withdrawal/", form).status_code == 302
    change = EnrolmentChange.objects.get()
    assert change.reason == "quality-of-programme-structure-not-suitable."
    undo = f"{page_of(cast)}changes/{change.pk}/undo/"
    assert undo in read(cast, "grace", page_of(cast))
    cast.browser("grace").post(undo)
    assert "Amina Castellane: on the programme" in read(cast, "grace", page_of(cast))


def test_nobody_elses_lead_opens_the_page(cast: Cast) -> None:
    assert cast.browser("finn").get(page_of(cast)).status_code == 404
    assert cast.browser("fay").get(page_of(cast)).status_code == 403


def test_a_return_goes_into_another_cohort_of_the_programme(cast: Cast) -> None:
    autumn = actions.open_cohort(
        programme=cast.cohort.programme, name="Autumn 2027", starts_on=date(2027, 9, 6), by=None, at=cast.at
    )
    withdraw(cast)
    page = read(cast, "grace", page_of(cast) + "return/")
    assert "Autumn 2027, version 1 of the programme" in page
    assert cast.ucl_cohort.name not in page
    cast.browser("grace").post(page_of(cast) + "return/", {"cohort": autumn.slug})
    own = read(cast, "amina", "/")
    assert "Autumn 2027" in own
    assert "Change programme" not in own
    old = read(cast, "amina", f"/?enrolment={cast.amina.reference}")
    assert "You carry on in Autumn 2027." in old


def test_someone_withdrawn_reads_what_it_means_and_whom_to_ask(cast: Cast) -> None:
    withdraw(cast)
    page = read(cast, "amina", "/")
    assert "You have withdrawn from this programme" in page
    assert "From Thursday 22 October 2026." in page
    assert cast.llse.enquiries_email in page
    assert cast.browser("amina").get("/hours/").status_code == 200


def test_someone_deferred_adds_nothing(cast: Cast) -> None:
    withdraw(cast)
    answer = cast.browser("amina").post("/sit/practice/", {"declared": "on"})
    assert answer.status_code == 422
    assert "nothing can be added" in answer.content.decode()
    assert not Sitting.objects.exists()


def test_someone_withdrawn_is_neither_at_risk_nor_asked_to_sit(cast: Cast) -> None:
    window = make_window(cast)
    withdraw(cast)
    assert cast.amina.person.name not in read(cast, "grace", f"/cohorts/{cast.cohort.slug}/progress/")
    control = read(cast, "grace", f"/sit/cohorts/{cast.cohort.slug}/windows/{window.pk}/")
    assert cast.amina.person.name not in control
    assert cast.ben.person.name in control
    with pytest.raises(CannotOpenSitting) as refused:
        open_sitting(window=window, enrolment=cast.amina, declared=True, by=cast.amina.person, at=cast.at)
    assert "not_active" in refused.value.codes


def test_a_deferred_assessment_is_not_sat_and_the_programme_goes_on(cast: Cast) -> None:
    window = make_window(cast)
    request = actions.request_deferral(
        enrolment=cast.amina,
        reason=DeferralReason.LONG_TERM_SICKNESS,
        is_assessment=True,
        effective_on=TODAY,
        review_on=TODAY + timedelta(days=30),
        expected_return_on=TODAY + timedelta(days=90),
        by=cast.grace,
        at=cast.at,
    )
    actions.decide_deferral(request=request, is_approved=True, by=cast.jonas, at=cast.at)
    assert cast.amina.person.name in read(cast, "grace", f"/cohorts/{cast.cohort.slug}/progress/")
    assert cast.amina.person.name not in read(
        cast, "grace", f"/sit/cohorts/{cast.cohort.slug}/windows/{window.pk}/"
    )
    home = read(cast, "amina", "/")
    assert "Your assessment is open" not in home
    assert "Your assessment is deferred" in home
