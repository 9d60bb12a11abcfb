"""Someone withdraws what they agreed to when they applied, by their link and later on their account page."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from tests.cast import Cast
from tests.emails import SITE, newest_path
from waymark.ground.cohorts.models import Cohort
from waymark.ground.ledger.models import Entry
from waymark.ground.people.actions import give_account
from waymark.journey.apply import actions
from waymark.journey.apply.applications.models import Application, ApplicationConsent, ApplicationLink
from waymark.journey.apply.applications.summary import summary_of
from waymark.journey.apply.applications.tests.makers import FULL_ANSWERS
from waymark.journey.apply.corrections.answers import current_answers
from waymark.journey.apply.selection.actions import withdraw_application

AGREED = replace(FULL_ANSWERS, consents=("privacy", "dfe", "photo"))
WITHDRAW = {"kind": "photo", "answer": "withdraw"}


def apply(cast: Cast, cohort: Cohort, *, key: str = "a", **changes: object) -> Application:
    return actions.submit_application(
        cohort=cohort, answers=replace(AGREED, **changes), idempotency_key=key, at=cast.at, site=SITE
    )


@pytest.fixture
def application(cast: Cast, spring: Cohort) -> Application:
    return apply(cast, spring)


def consents_path() -> str:
    return f"{newest_path(AGREED.email)}consents/"


def withdrawing(application: Application, **changes: str) -> dict[str, str]:
    return {"reference": application.reference, **WITHDRAW, **changes}


def test_an_applicant_withdraws_by_link_and_gives_it_again(cast: Cast, application: Application) -> None:
    visitor, path = Client(), consents_path()
    assert f'href="{path}"' in visitor.get(newest_path(AGREED.email)).content.decode()
    page = visitor.get(path).content.decode()
    assert "Photographs of me at events may be used by the provider" in page
    assert "we use no photograph of you from then on" in page
    assert page.count("Withdraw your consent") == 1
    assert page.count("We don’t rely on your consent for this") == 2
    assert ApplicationConsent.objects.count() == 3
    page = visitor.post(path, withdrawing(application), follow=True).content.decode()
    assert "You’ve withdrawn your consent. We’ve recorded when." in page
    assert "You withdrew it on" in page
    assert "Give your consent" in page
    row = ApplicationConsent.objects.latest("id")
    assert (row.kind, row.is_given, row.by, row.at.date()) == ("photo", False, None, cast.at.date())
    entry = Entry.objects.get(verb="apply.consent_withdrawn")
    assert (entry.about_id, entry.facts) == (application.pk, {"kind": "photo"})
    page = visitor.post(path, withdrawing(application, answer="give"), follow=True).content.decode()
    assert "You’ve given your consent." in page
    assert [row.is_given for row in ApplicationConsent.objects.filter(kind="photo").order_by("id")] == [
        True, False, True,
    ]  # fmt: skip
    assert Entry.objects.filter(verb="apply.consent_given").count() == 1


def test_the_same_again_is_one_row(cast: Cast, application: Application) -> None:
    for _ in range(3):
        Client().post(consents_path(), withdrawing(application))
    assert ApplicationConsent.objects.filter(kind="photo").count() == 2


def test_what_was_never_given_is_not_withdrawn(cast: Cast, spring: Cohort) -> None:
    application = apply(cast, spring, consents=())
    page = Client().get(consents_path()).content.decode()
    assert page.count("You haven’t agreed to it.") == 3
    Client().post(consents_path(), withdrawing(application))
    assert not ApplicationConsent.objects.exists()
    Client().post(consents_path(), withdrawing(application, answer="give"))
    assert ApplicationConsent.objects.get().is_given


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"kind": "privacy"}, "We don’t rely on your consent for this, so it can’t be withdrawn here."),
        ({"kind": "dfe"}, "We don’t rely on your consent for this, so it can’t be withdrawn here."),
        ({"kind": "everything"}, "Use one of the buttons of this page"),
        ({"answer": ""}, "Use one of the buttons of this page"),
    ],
)
def test_anything_else_is_refused_with_a_sentence(
    application: Application, sent: dict[str, str], sentence: str
) -> None:
    refused = Client().post(consents_path(), withdrawing(application, **sent))
    assert refused.status_code == 422
    assert sentence in refused.content.decode()
    assert ApplicationConsent.objects.count() == 3


def test_after_a_decision_the_link_still_withdraws_and_gives_no_more(
    cast: Cast, application: Application
) -> None:
    withdraw_application(application=application, why="", by=None, at=cast.at)
    page = Client().post(consents_path(), withdrawing(application), follow=True).content.decode()
    assert "You withdrew it on" in page
    assert "Give your consent" not in page
    refused = Client().post(consents_path(), withdrawing(application, answer="give"))
    assert refused.status_code == 422
    assert "This application has been decided. Sign in to agree to this" in refused.content.decode()


def test_an_expired_link_and_another_reference_change_nothing(
    cast: Cast, spring: Cohort, application: Application
) -> None:
    path = consents_path()
    other = apply(cast, spring, key="b", email="other@pebbleworth.example")
    assert Client().post(path, withdrawing(other)).status_code == 404
    ApplicationLink.objects.update(expires_at=cast.at - timedelta(seconds=1))
    assert Client().post(path, withdrawing(application)).status_code == 404
    assert not ApplicationConsent.objects.filter(kind="photo", is_given=False).exists()


def test_someone_enrolled_withdraws_on_their_account_page(cast: Cast, application: Application) -> None:
    enrolment = actions.accept_application(application=application, site=SITE, by=cast.grace, at=cast.at)
    browser = Client()
    browser.force_login(give_account(person=enrolment.person))
    assert 'href="/my/consents/"' in browser.get("/account/").content.decode()
    page = browser.post("/my/consents/", withdrawing(application), follow=True).content.decode()
    assert "You withdrew it on" in page
    assert ApplicationConsent.objects.latest("id").by == enrolment.person
    page = browser.post(
        "/my/consents/", withdrawing(application, answer="give"), follow=True
    ).content.decode()
    assert "You’ve given your consent." in page


def test_no_one_elses_application_is_found(cast: Cast, application: Application) -> None:
    amina = cast.browser("amina")
    assert "You didn’t apply on this site" in amina.get("/my/consents/").content.decode()
    assert amina.post("/my/consents/", withdrawing(application)).status_code == 404
    assert not ApplicationConsent.objects.filter(is_given=False).exists()
    assert 'href="/my/consents/"' not in cast.browser("grace").get("/account/").content.decode()


def test_staff_read_what_holds_now_and_what_was_withdrawn(cast: Cast, application: Application) -> None:
    Client().post(consents_path(), withdrawing(application))
    row = Application.objects.get()
    lines = {str(line["key"]): line["value"] for line in summary_of(row)}
    assert lines["Agreed to"] == "how data is used and sharing data with DfE"
    assert lines["No longer agreed to"] == "photographs (withdrawn on Thursday 22 October 2026)"
    assert current_answers(row)["photo"] == "False"
    page = cast.browser("grace").get(f"/cohorts/spring-2027/applications/{row.reference}/").content.decode()
    assert "photographs (withdrawn on" in page


def test_what_was_not_agreed_to_at_first_is_not_shown_as_withdrawn(cast: Cast, spring: Cohort) -> None:
    lines = {str(line["key"]) for line in summary_of(apply(cast, spring, consents=("privacy", "dfe")))}
    assert "No longer agreed to" not in lines
