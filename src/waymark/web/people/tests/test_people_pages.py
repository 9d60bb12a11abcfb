"""Pages about the provider's people: finding them, and correcting one."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import Cast
from tests.emails import SITE, newest_path
from tests.filled import form_of
from waymark.ground.people import actions
from waymark.ground.people.models import Account, Person
from waymark.journey.apply import actions as apply
from waymark.journey.apply.models import EnrolmentFile
from waymark.journey.sit.actions import open_practice_sitting
from waymark.web.people.listing import PER_PAGE


def fill_in(page: Client, url: str, **values: str) -> Any:
    """Opens the page, fills in its form, and sends it."""
    form = next(form for number in range(9) if "reason" in (form := form_of(page.get(url), number=number)))
    return page.post(url, form | values)


def listed(page: Client, **query: str) -> list[str]:
    response = page.get(f"/people/?{urlencode(query)}")
    assert response.status_code == 200
    return [line["person"].name for line in response.context["lines"]]


@pytest.fixture
def lead(cast: Cast) -> Client:
    return cast.browser("grace")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("amina", ["Amina Castellane"]),
        ("CASTELL ami", ["Amina Castellane"]),
        ("oyel", ["Ben Oyelaran"]),
        ("yelaran", []),
        ("amina@llse", ["Amina Castellane"]),
        ("Castellane Trust", ["Amina Castellane"]),
        ("100%", []),
        ("_", []),
        ("fitzwarren", []),
    ],
)
def test_people_are_found_by_the_beginnings_of_words(lead: Client, text: str, names: list[str]) -> None:
    assert listed(lead, search=text) == names


def test_accents_capitals_and_hyphens_make_no_difference(cast: Cast, lead: Client) -> None:
    for given, family in (("José", "Núñez-O’Neill"), ("Åsa", "Ábalos"), ("Ana", "de Souza")):
        actions.add_person(
            provider=cast.llse, given_name=given, family_name=family, email=f"{len(given)}{len(family)}@x.example",
            trn="1234567" if family == "Ábalos" else "", by=None, at=cast.at,
        )  # fmt: skip
    assert listed(lead, search="nunez oneill") == ["José Núñez-O’Neill"]
    assert listed(lead, search="JOSE") == ["José Núñez-O’Neill"]
    assert listed(lead, search="1234567") == ["Åsa Ábalos"]
    assert listed(lead, search="@x.example") == []
    assert listed(lead, search="x.example") == ["Åsa Ábalos", "Ana de Souza", "José Núñez-O’Neill"]


def test_reference_of_an_enrolment_finds_its_person(cast: Cast, lead: Client) -> None:
    assert listed(lead, search=cast.amina.reference.lower()) == ["Amina Castellane"]
    assert listed(lead, search=cast.uma.reference) == []


def test_filters_are_in_the_address_and_counted(cast: Cast, lead: Client) -> None:
    assert listed(lead, role="coach") == ["Hugo Marchbanks"]
    assert listed(lead, cohort=str(cast.cohort.pk), role="participant") == [
        "Amina Castellane",
        "Ben Oyelaran",
    ]
    assert listed(lead, missing="coach") == ["Amina Castellane", "Ben Oyelaran"]
    assert listed(lead, missing="group") == ["Amina Castellane", "Ben Oyelaran"]
    assert listed(lead, missing="practice") == ["Amina Castellane", "Ben Oyelaran"]
    assert listed(lead, missing="sponsor") == ["Amina Castellane", "Ben Oyelaran"]
    everyone = set(listed(lead))
    account = cast.people["amina"].account
    assert account is not None
    Account.objects.filter(pk=account.pk).update(last_login=cast.at)
    assert everyone - set(listed(lead, missing="sign_in")) == {"Amina Castellane", "Grace Penhaligon"}
    assert "2 people" in lead.get("/people/?missing=coach").content.decode()


def test_sponsors_and_mentors_are_those_of_the_enrolment_now(cast: Cast, lead: Client) -> None:
    given = {"enrolment": cast.amina, "by": cast.grace, "at": cast.at}
    nora = apply.ContactDraft(name="Nora Lund", email="nora@school.example")
    first = apply.set_contact(kind="sponsor", draft=nora, replaces=None, **given)
    assert listed(lead, missing="sponsor") == ["Ben Oyelaran"]
    assert listed(lead, missing="mentor") == ["Amina Castellane", "Ben Oyelaran"]
    apply.set_contact(kind="mentor", draft=nora, replaces=None, **given)
    assert listed(lead, missing="mentor") == ["Ben Oyelaran"]
    apply.set_contact(kind="sponsor", draft=apply.ContactDraft(), replaces=first, reason="Left", **given)
    assert listed(lead, missing="sponsor") == ["Amina Castellane", "Ben Oyelaran"]


def test_practice_is_missed_once_the_day_of_the_pack_is_over(cast: Cast) -> None:
    """UCL's programme wants it by 30 September 2026 of those who began on 5 May 2025."""
    for at, names in (
        (datetime(2026, 9, 30, 22, tzinfo=UTC), []),
        (datetime(2026, 9, 30, 23, tzinfo=UTC), ["Uma Fitzwarren"]),
    ):
        cast.set_time(at)
        assert listed(cast.browser("finn"), missing="practice") == names
    open_practice_sitting(enrolment=cast.uma, declared=True, by=cast.uma.person, at=cast.at)
    assert listed(cast.browser("finn"), missing="practice") == []


def test_wrong_filter_shows_its_error_and_everyone(lead: Client) -> None:
    page = lead.get("/people/?role=king&page=-4")
    assert page.status_code == 200
    assert "Select one of the options" in page.content.decode()


def test_file_of_people_has_the_headings_of_an_enrolment_file_and_no_formula(
    cast: Cast, lead: Client
) -> None:
    actions.add_person(
        provider=cast.llse, given_name="=1+1", family_name="Zed", email="z@x.example", by=None, at=cast.at
    )
    response = lead.get("/people/people.csv?search=zed")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert rows[0][:6] == ["First name", "Last name", "Email", "TRN", "School", "Trust"]
    assert rows[1][:3] == ["'=1+1", "Zed", "z@x.example"]
    assert len(rows) == 2


def test_file_of_people_is_read_back_as_an_enrolment_file(cast: Cast, lead: Client) -> None:
    response = lead.get("/people/people.csv?role=participant")
    address = f"/cohorts/{cast.cohort.slug}/enrolment-files/"
    lead.post(address, {"file": SimpleUploadedFile("people.csv", response.content)})
    file = EnrolmentFile.objects.latest("id")
    page = lead.get(f"{address}{file.pk}/").content.decode()
    assert "amina@llse.example" in page
    assert "already enrolled" in page


@pytest.mark.parametrize("many", [10, 1000])
def test_list_takes_as_many_statements_for_a_thousand_people(
    cast: Cast, lead: Client, many: int, django_assert_max_num_queries: Any
) -> None:
    Person.objects.bulk_create(
        Person(provider=cast.llse, given_name="Pat", family_name=f"Number{n:04}", email=f"p{n}@x.example")
        for n in range(many)
    )
    listed(lead)
    with django_assert_max_num_queries(9):
        listed(lead, search="number")


def test_page_of_a_person_shows_facts_enrolments_and_every_change(cast: Cast, lead: Client) -> None:
    person = cast.people["amina"]
    actions.correct_name(
        person=person,
        given_name="Aminah",
        family_name="Castellane",
        reason="Misread",
        by=cast.grace,
        at=cast.at,
    )
    page = lead.get(f"/people/{person.pk}/").content.decode()
    for text in (
        "Aminah Castellane", "Name changed from Amina Castellane to Aminah Castellane. Reason: Misread",
        "Grace Penhaligon", "LLSE spring 2025", cast.amina.reference, "Participant enrolled",
    ):  # fmt: skip
        assert text in page


def test_name_is_changed_on_its_page(cast: Cast, lead: Client) -> None:
    person = cast.people["amina"]
    page = fill_in(
        lead, f"/people/{person.pk}/name/", given_name="José", family_name="", reason="As she says"
    )
    assert page.status_code == 302
    assert Person.objects.get(pk=person.pk).name == "José"


def test_second_lead_sees_what_the_first_has_changed(cast: Cast, lead: Client) -> None:
    person = cast.people["amina"]
    form = lead.get(f"/people/{person.pk}/trn/")
    actions.correct_trn(person=person, trn="1234567", reason="Letter", by=cast.grace, at=cast.at)
    token = form.content.decode().partition('name="form_token" value="')[2].partition('"')[0]
    sent = lead.post(f"/people/{person.pk}/trn/", {"trn": "7654321", "reason": "x", "form_token": token})
    assert sent.status_code == 409
    assert "1234567" in sent.content.decode()
    assert Person.objects.get(pk=person.pk).trn == "1234567"


def test_what_was_read_as_a_trn_is_shown(cast: Cast, lead: Client) -> None:
    person = cast.people["amina"]
    fill_in(lead, f"/people/{person.pk}/trn/", trn="RP99/12345", reason="Letter")
    assert "We read the TRN as 9912345." in lead.get(f"/people/{person.pk}/").content.decode()


def test_access_needs_are_on_their_own_page_alone(cast: Cast, lead: Client) -> None:
    person = cast.people["amina"]
    lead.post(f"/people/{person.pk}/access-needs/", {"need": "Large print"})
    assert "Large print" not in lead.get(f"/people/{person.pk}/").content.decode()
    assert "Large print" in lead.get(f"/people/{person.pk}/access-needs/").content.decode()
    assert "Access need agreed" in lead.get(f"/people/{person.pk}/").content.decode()


def test_invitation_is_sent_again_and_withdrawn_and_its_link_says_so(cast: Cast, lead: Client) -> None:
    person = actions.add_person(
        provider=cast.llse, given_name="Nia", family_name="", email="nia@school.example", by=None, at=cast.at
    )
    lead.post(f"/people/{person.pk}/invitation/")
    first = newest_path(person.email)
    lead.post(f"/people/{person.pk}/invitation/")
    second = newest_path(person.email)
    assert "Create" in Client().get(second).content.decode()
    assert "withdrawn" in Client().get(first).content.decode()
    lead.post(f"/people/{person.pk}/invitation/withdrawal/")
    page = Client().get(second).content.decode()
    assert "This invitation was withdrawn" in page
    assert cast.llse.enquiries_email in page
    assert "withdrawn on" in lead.get(f"/people/{person.pk}/").content.decode()


def test_new_address_is_confirmed_by_a_button_not_by_opening_the_link(cast: Cast, lead: Client) -> None:
    person = cast.people["amina"]
    fill_in(lead, f"/people/{person.pk}/email/", email=" New.Amina@School.example", reason="Moved")
    assert "hasn’t been confirmed yet" in lead.get(f"/people/{person.pk}/").content.decode()
    link = newest_path("new.amina@school.example")
    visitor = Client()
    assert "Confirm this address" in visitor.get(link).content.decode()
    assert Person.objects.get(pk=person.pk).email != "new.amina@school.example"
    assert "is confirmed" in visitor.post(link).content.decode()
    assert Person.objects.get(pk=person.pk).email == "new.amina@school.example"
    assert "has been confirmed already" in visitor.get(link).content.decode()


def test_address_of_another_provider_betrays_nothing_to_the_lead(cast: Cast, lead: Client) -> None:
    pages = []
    for address in ("unknown@nowhere.example", cast.finn.email):
        sent = fill_in(lead, f"/people/{cast.people['amina'].pk}/email/", email=address, reason="Moved")
        pages.append(lead.get(sent.headers["Location"]).content.decode().replace(address, "ADDRESS"))
    counts = [page.partition("<h2>Timeline")[0].count("ADDRESS") for page in pages]
    assert counts[0] == counts[1] > 0
    assert "Finn" not in pages[1]


def test_duplicates_are_merged_field_by_field(cast: Cast, lead: Client) -> None:
    person = cast.people["amina"]
    other = actions.add_person(
        provider=cast.llse, given_name="Amina", family_name="Castellane", email="ac@home.example", trn="1234567",
        by=None, at=cast.at,
    )  # fmt: skip
    assert "may be the same person" in lead.get(f"/people/{person.pk}/").content.decode()
    merge = f"/people/{person.pk}/merge/"
    assert lead.get(f"{merge}?other=AC@home.example").headers["Location"] == f"{merge}?with={other.pk}"
    sent = fill_in(
        lead, f"{merge}?with={other.pk}", survivor=str(person.pk), name=str(person.pk), email=str(person.pk),
        trn=str(other.pk), school=str(person.pk), reason="Applied twice",
    )  # fmt: skip
    assert sent.headers["Location"] == f"/people/{person.pk}/"
    assert lead.get(f"/people/{other.pk}/").headers["Location"] == f"/people/{person.pk}/"
    page = lead.get(f"/people/{person.pk}/").content.decode()
    assert "ac@home.example" in page
    assert "Applied twice" in page
    assert listed(lead, search="ac@home") == ["Amina Castellane"]


def test_nothing_is_chosen_for_the_lead_where_two_records_differ(cast: Cast, lead: Client) -> None:
    page = lead.get(f"/people/{cast.people['amina'].pk}/merge/?with={cast.people['hugo'].pk}")
    assert set(page.context["form"].initial) == {"trn"}


def test_merge_that_cannot_be_says_why(cast: Cast, lead: Client) -> None:
    amina, ben = cast.people["amina"], cast.people["ben"]
    sent = fill_in(
        lead, f"/people/{amina.pk}/merge/?with={ben.pk}", survivor=str(amina.pk), name=str(amina.pk),
        email=str(amina.pk), trn=str(amina.pk), school=str(amina.pk), reason="x",
    )  # fmt: skip
    assert sent.status_code == 422
    assert "Both are enrolled in LLSE spring 2025" in sent.content.decode()


def test_expired_new_address_is_renewed_from_its_page(cast: Cast, lead: Client) -> None:
    actions.request_email_change(
        person=cast.people["amina"], email="late@school.example", reason="x", site=SITE, by=cast.grace,
        at=cast.at - timedelta(days=400),
    )  # fmt: skip
    link = newest_path("late@school.example")
    visitor = Client()
    assert "This link has expired" in visitor.get(link).content.decode()
    assert "We’ve emailed a new link" in visitor.post(f"{link}renewal/").content.decode()
    assert newest_path("late@school.example") != link


@pytest.mark.parametrize("name", ["amina", "fay", "hugo", "jonas", "chioma"])
def test_only_a_lead_opens_the_pages_of_people(cast: Cast, name: str) -> None:
    assert cast.browser(name).get("/people/").status_code in (403, 404)


def test_people_of_another_provider_are_not_found(cast: Cast, lead: Client) -> None:
    person = cast.people["uma"]
    for page in ("", "name/", "email/", "merge/", "access-needs/"):
        assert lead.get(f"/people/{person.pk}/{page}").status_code == 404


@pytest.mark.parametrize(("more", "counted"), [(0, False), (1, True)])
def test_people_are_counted_only_if_they_need_a_second_page(
    cast: Cast, more: int, counted: bool, django_assert_max_num_queries: Any
) -> None:
    known = Person.objects.filter(provider=cast.llse, merged_into=None).count()
    Person.objects.bulk_create(
        Person(
            provider=cast.llse, given_name="Ann", family_name=f"Lee {number}", email=f"lee{number}@a.example"
        )
        for number in range(PER_PAGE - known + more)
    )
    grace = cast.browser("grace")
    with django_assert_max_num_queries(9) as statements:
        page = grace.get("/people/").content.decode()
    assert any("COUNT(*)" in query["sql"] for query in statements.captured_queries) is counted
    assert f"<p>{PER_PAGE + more} people" in page
    assert page.count('<th scope="row"') == PER_PAGE
    assert ("Next page" in page) is counted
