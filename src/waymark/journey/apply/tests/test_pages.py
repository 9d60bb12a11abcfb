"""Who may enter the pages of this room."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.cast import Cast
from waymark.ground.cohorts.models import Cohort, Enrolment
from waymark.journey.apply.applications.tests.makers import APPLY, apply
from waymark.journey.apply.enrolment_files.models import EnrolmentFile
from waymark.journey.apply.enrolment_files.tests.makers import make_csv, make_person, upload

PUBLIC = ["/programmes/", "/programmes/llse-npqel/", "/programmes/ucl-npqel-2025/", f"{APPLY}name/"]
LEADS = ["/cohorts/", "/cohorts/new/", "/cohorts/spring-2027/", "/cohorts/spring-2027/applications/",
         "/cohorts/spring-2027/enrolment-files/", "/programmes/llse-npqel/versions/"]  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_public_pages_are_open_to_everyone(cast: Cast, spring: Cohort, address: str) -> None:
    assert Client().get(address).status_code == 200
    assert cast.browser("amina").get(address).status_code == 200


@pytest.mark.parametrize("address", LEADS)
def test_only_the_lead_of_the_provider_can_open_lead_pages(cast: Cast, spring: Cohort, address: str) -> None:
    assert cast.browser("grace").get(address).status_code == 200
    assert Client().get(address).status_code == 302
    for who in ("amina", "fay", "hugo", "chioma", "simi", "jonas", "uma"):
        assert cast.browser(who).get(address).status_code == 403
    if "llse" in address or "spring" in address:
        assert cast.browser("finn").get(address).status_code == 404


def test_another_provider_cannot_reach_applications_or_files(cast: Cast, spring: Cohort) -> None:
    sent = apply(Client())
    grace, finn = cast.browser("grace"), cast.browser("finn")
    upload(grace, make_csv([make_person(1)]))
    file = EnrolmentFile.objects.get()
    for tail in (
        f"applications/{sent.reference}/",
        f"enrolment-files/{file.pk}/",
        f"enrolment-files/{file.pk}/rows-to-correct/",
    ):
        for slug in ("spring-2027", "ucl-spring-2025"):
            assert finn.get(f"/cohorts/{slug}/{tail}").status_code == 404
    for tail in (f"applications/{sent.reference}/acceptance/", f"enrolment-files/{file.pk}/confirmation/"):
        assert finn.post(f"/cohorts/spring-2027/{tail}").status_code == 404
        assert finn.post(f"/cohorts/ucl-spring-2025/{tail}").status_code == 404
    assert (
        finn.post("/cohorts/spring-2027/staff/", {"person": cast.fay.pk, "role": "coach"}).status_code == 404
    )
    assert not Enrolment.objects.filter(cohort=spring).exists()
