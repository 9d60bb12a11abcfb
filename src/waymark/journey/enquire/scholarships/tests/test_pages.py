"""A lead uploads a list and records funding; a visitor checks; someone abroad is referred."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import Cast
from tests.emails import newest_email
from waymark.ground.cohorts.models import Cohort
from waymark.journey.enquire import actions, queries
from waymark.journey.enquire.rules import DfeAnswer, Funding, Outcome
from waymark.journey.enquire.scholarships.models import Referral, SettingsList, SettingsListUse

pytestmark = pytest.mark.django_db
URL, LISTS = "/programmes/llse-npqel/scholarship/", "/settings/scholarships/"
CSV = b"PP50 School URN,FE UKPRN,RISE School URN\n100001,10001234,100003\n"


def use_list(cast: Cast, data: bytes = CSV) -> None:
    row = actions.upload_settings_list(name="list.csv", data=data, by=cast.grace, at=cast.at)
    actions.use_settings_list(settings_list=row, by=cast.grace, at=cast.at)


def check(cohort: Cohort, **given: str) -> str:
    values = {"cohort": cohort.slug, "setting": "yes", "number": "100001", "before": "no", "role": "yes"}
    return Client().post(URL, values | given).content.decode()


def test_a_list_counts_only_when_it_is_confirmed(cast: Cast) -> None:
    browser = cast.browser("grace")
    answer = browser.post(LISTS, {"file": SimpleUploadedFile("list.csv", CSV)})
    row = SettingsList.objects.get()
    assert answer.headers["location"] == f"/settings/scholarships/lists/{row.pk}/"
    assert "Check this list before you use it" in browser.get(answer.headers["location"]).content.decode()
    assert not SettingsListUse.objects.exists()
    browser.post(f"/settings/scholarships/lists/{row.pk}/use/")
    browser.post(f"/settings/scholarships/lists/{row.pk}/use/")
    assert SettingsListUse.objects.count() == 1
    assert cast.browser("finn").get(f"/settings/scholarships/lists/{row.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"PK\x03\x04", "save it as CSV"),
        (b"a,b\n1,2\n", "none of the columns “PP50 School URN”"),
        (b"PP50 School URN\n" + b"100001\n" * 500_000, "smaller than 3 MB"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_a_sentence(cast: Cast, data: bytes, sentence: str) -> None:
    answer = cast.browser("grace").post(LISTS, {"file": SimpleUploadedFile("list.csv", data)})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_an_earlier_list_can_be_used_again(cast: Cast, spring: Cohort) -> None:
    use_list(cast)
    first = SettingsList.objects.get()
    use_list(cast, b"PP50 School URN\n100009\n")
    actions.set_cohort_funding(cohort=spring, funding=Funding.CAPPED, by=cast.grace, at=cast.at)
    assert "You probably can’t get a scholarship" in check(spring)
    actions.use_settings_list(settings_list=first, by=cast.grace, at=cast.at)
    assert "You can probably get a scholarship" in check(spring)


def test_a_visitor_gets_a_guess_with_its_reason_code(cast: Cast, spring: Cohort) -> None:
    text = check(spring)
    assert "We can’t tell yet" in text
    assert "cohort-funding-not-known" in text
    use_list(cast)
    cast.browser("grace").post(f"/settings/scholarships/cohorts/{spring.slug}/", {"funding": "capped"})
    assert "You can probably get a scholarship" in check(spring)
    assert "You can probably get a scholarship" in check(spring, number="UKPRN 10001234")
    text = check(spring, number="100777")
    for words in ("You probably can’t get a scholarship", "establishment-ineligible", "This is a guess"):
        assert words in text
    assert "previously-funded" in check(spring, before="yes")
    assert "You can probably get a scholarship" not in check(spring, number="")


def test_a_number_of_the_other_kind_does_not_match(cast: Cast, spring: Cohort) -> None:
    use_list(cast, b"PP50 School URN,FE UKPRN\n100001,10000100\n")
    actions.set_cohort_funding(cohort=spring, funding=Funding.CAPPED, by=cast.grace, at=cast.at)
    assert "You probably can’t" in check(spring, number="10000001")


def test_the_answer_of_dfe_wins_over_the_check(cast: Cast, spring: Cohort) -> None:
    answer = queries.check_scholarship(
        cohort=spring,
        number="",
        is_state_funded_in_england=False,
        was_funded_before=True,
        has_role=None,
        dfe_answer=DfeAnswer(is_eligible=True),
    )
    assert (answer.outcome, answer.is_from_dfe) == (Outcome.ELIGIBLE, True)


def test_answers_with_a_mistake_come_back_with_a_sentence(cast: Cast, spring: Cohort) -> None:
    answer = Client().post(URL, {"cohort": spring.slug, "number": "QQ123456C"})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "URN must be 6 digits" in text
    for sentence in (
        "Select whether you work in a state-funded school, trust or college in England",
        "Select whether DfE has funded this NPQ for you before",
        "Select whether you have a role that this programme is for, or will soon",
    ):
        assert text.count(sentence) == 2, "above the form, and at the question"


def test_each_answer_that_is_not_offered_is_refused_by_its_question(cast: Cast, spring: Cohort) -> None:
    offered = {"cohort": spring.slug, "setting": "yes", "before": "no", "role": "not_sure"}
    text = Client().post(URL, offered | {"before": "perhaps"}).content.decode()
    assert "Select whether DfE has funded this NPQ for you before" in text
    assert "Select whether you work in a state-funded school" not in text


def test_without_an_open_cohort_the_page_says_so(cast: Cast) -> None:
    assert "No cohort is open" in Client().get(URL).content.decode()


def referral(**given: str) -> dict[str, str]:
    values = {
        "partner": "gulf",
        "name": "Ola",
        "email": "ola@school.example",
        "country": "Qatar",
        "agrees": "on",
    }
    return values | {"key": "k"} | given


def test_someone_abroad_is_referred_once_with_their_consent(cast: Cast) -> None:
    url, browser = "/programmes/ucl-npqel-2025/outside-england/", Client()
    assert "Harbour Lights Education Partnership" in browser.get(url).content.decode()
    refused = referral()
    del refused["agrees"]
    assert browser.post(url, refused).status_code == 422
    assert not Referral.objects.exists()
    for _ in range(2):
        assert "We’ve passed on your details" in browser.post(url, referral()).content.decode()
    row = Referral.objects.get()
    assert "UCL Centre for Educational Leadership passes on my name" in row.agreed
    email = newest_email("npq@harbourlights.example")
    assert "Name: Ola\nEmail address: ola@school.example\nCountry: Qatar\n" in email.text
    assert (email.kind, "/programmes/ucl-npqel-2025/" in email.text) == ("enquire.referred", True)
    assert "Ola" in cast.browser("finn").get(LISTS).content.decode()
    assert "Ola" not in cast.browser("grace").get(LISTS).content.decode()


def test_a_programme_without_partners_has_no_such_page(cast: Cast) -> None:
    assert Client().get("/programmes/llse-npqel/outside-england/").status_code == 404
