"""Who may enter, what a marker never sees, and what comes back after an error."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.guards import guards_off
from waymark.ground.people.models import Person
from waymark.journey.mark.models import Allocation, FailConfirmation, Mark, Script
from waymark.journey.mark.tests.makers import (
    AFTER,
    data_of,
    make_mark,
    make_marks,
    make_scripts,
    make_submission,
    make_window,
    marker_of,
)

if TYPE_CHECKING:
    from django.test import Client

    from tests.cast import Cast

NOT_OURS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


def name_of(cast: Cast, person: Person) -> str:
    return next(name for name, other in cast.people.items() if other == person)


def marker_page(cast: Cast, script: Script, part: str) -> tuple[Client, str]:
    return cast.browser(name_of(cast, marker_of(script, part))), reverse("mark:script", args=[script.code])


def without_tokens(page: str) -> str:
    """A page without the tokens and nonces that differ every time."""
    return re.sub(r'(value|nonce)="[A-Za-z0-9_.:-]{20,}"', "", page)


def statements(queries: CaptureQueriesContext) -> list[str]:
    """Statements, without those of the transaction and without the demonstration's pretend date."""
    return [
        query["sql"]
        for query in queries.captured_queries
        if not query["sql"].startswith(NOT_OURS) and "web_pretenddate" not in query["sql"]
    ]


@pytest.mark.parametrize(
    ("url", "who"),
    [
        ("/mark/", {"chioma", "dev", "esther"}),
        ("/mark/fails/", {"simi"}),
        ("/mark/cohorts/llse-spring-2025/progress/", {"grace"}),
    ],
)
def test_who_may_enter(cast: Cast, url: str, who: set[str]) -> None:
    for name in cast.people:
        answer = cast.browser(name).get(url)
        expected = 200 if name in who else 404 if name == "finn" and "cohorts" in url else 403
        assert answer.status_code == expected, name


def test_only_the_allocated_markers_can_open_a_script(cast: Cast) -> None:
    [script] = make_scripts(cast, cast.amina)
    marks = set(Allocation.objects.filter(script=script).values_list("marker_id", flat=True))
    for name, person in cast.people.items():
        answer = cast.browser(name).get(reverse("mark:script", args=[script.code]))
        a_marker = name in {"chioma", "dev", "esther"}
        assert answer.status_code == (200 if person.pk in marks else 404 if a_marker else 403), name


@pytest.mark.parametrize("code", ["AAAAAAAAAAAAAA", "x", "…", "a b", "%00"])
def test_an_unknown_code_is_not_found(cast: Cast, code: str) -> None:
    assert cast.browser("chioma").get(f"/mark/scripts/{code}/").status_code == 404
    assert cast.browser("simi").get(f"/mark/fails/{code}/").status_code == 404


CHANCE = re.compile(r'name="(?:csrfmiddlewaretoken|form_token)" value="[^"]*"')
"""Sixty-four letters by chance, in which a short name may stand."""


def test_a_marker_learns_nothing_of_the_writer(cast: Cast) -> None:
    """T3: no name, address, school, reference or time of the writer in anything a marker is sent."""
    scripts = make_scripts(cast, cast.amina, cast.ben)
    for script in scripts:
        sitting = script.submission.sitting
        writer = sitting.enrolment.person
        client, url = marker_page(cast, script, "first")
        sent = [client.get("/mark/"), client.get(url), client.post(f"{url}marks/", {})]
        sent.append(client.post(f"{url}marks/", data_of(12), follow=True))
        whole = "".join(CHANCE.sub("", answer.content.decode()) + str(answer.headers) for answer in sent)
        for secret in (
            writer.given_name, writer.family_name, writer.email, str(writer.organisation),
            sitting.enrolment.reference, sitting.code, "19 October", cast.cohort.name, cast.cohort.slug,
        ):  # fmt: skip
            assert secret not in whole
        for other in ("chioma", "dev", "esther"):
            if cast.people[other] != marker_of(script, "first"):
                assert cast.people[other].family_name not in whole


def test_what_a_marker_sees_does_not_depend_on_the_other_mark(cast: Cast) -> None:
    """T4: the same bytes whatever the first marker gave, and whether there is a first mark at all."""
    [script] = make_scripts(cast, cast.amina)
    client, url = marker_page(cast, script, "second")
    pages = [without_tokens(client.get("/mark/").content.decode() + client.get(url).content.decode())]
    make_mark(script, "first", 15)
    for points in (15, 9, 0):
        with guards_off():
            Mark.objects.update(total=points)
        pages.append(without_tokens(client.get("/mark/").content.decode() + client.get(url).content.decode()))
    assert len(set(pages)) == 1


def test_the_response_does_not_reveal_a_split(cast: Cast) -> None:
    [amina, ben] = make_scripts(cast, cast.amina, cast.ben)
    answers = []
    for script, first in ((amina, 12), (ben, 4)):
        make_mark(script, "first", first)
        client, url = marker_page(cast, script, "second")
        answer = client.post(f"{url}marks/", data_of(12))
        answers.append((answer.status_code, sorted(answer.headers)))
    assert answers[0] == answers[1]
    assert not Allocation.objects.filter(script=amina, part="third").exists()
    assert Allocation.objects.filter(script=ben, part="third").exists()


def test_a_mark_leads_to_the_next_script(cast: Cast) -> None:
    make_scripts(cast, *[cast.enrolled(f"p{place}", "P", f"Q{place}") for place in range(6)])
    client, visited = cast.browser("chioma"), []
    page = client.get("/mark/")
    code = page.context["to_mark"][0].code
    while code:
        visited.append(code)
        answer = client.post(reverse("mark:marks", args=[code]), data_of(11))
        assert answer.status_code == 302
        code = answer.url.split("/")[3] if "scripts" in answer.url else ""
    mine = Allocation.objects.filter(marker=cast.people["chioma"]).order_by("place", "id")
    assert visited == list(mine.values_list("script__code", flat=True))
    assert "You’ve marked all your scripts" in client.get("/mark/").content.decode()


def test_every_error_comes_back_at_once_and_nothing_is_lost(cast: Cast) -> None:
    [script] = make_scripts(cast, cast.amina)
    client, url = marker_page(cast, script, "first")
    sent = data_of(12) | {"o1-passage": "Words that nobody wrote.", "o2-met": "not_found", "o2-reason": ""}
    sent.pop("c3")
    answer = client.post(f"{url}marks/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    for sentence in (
        "isn’t in the script. Copy it exactly.",
        "Explain why nothing in the script",
        "Select a level for “Chooses”",
    ):
        assert page.count(sentence) == 2, sentence
    assert "Words that nobody wrote." in page
    assert page.count(" checked") == 4 + 2
    assert not Mark.objects.exists()


@pytest.mark.parametrize("bad", ["\x00", "\ud800", "x" * 5_000_000])
def test_text_that_cannot_be_kept_is_refused(cast: Cast, bad: str) -> None:
    [script] = make_scripts(cast, cast.amina)
    client, url = marker_page(cast, script, "first")
    sent = data_of(12, missing="o1") | {"o1-reason": f"I read {bad} it"}
    body = urlencode(sent, errors="surrogatepass")
    answer = client.post(f"{url}marks/", body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()
    assert not Mark.objects.exists()


def test_a_recorded_mark_is_shown_without_a_form(cast: Cast) -> None:
    [script] = make_scripts(cast, cast.amina)
    client, url = marker_page(cast, script, "first")
    client.post(f"{url}marks/", data_of(12, missing="o2"))
    assert client.post(f"{url}marks/", data_of(12, missing="o2")).status_code == 302
    assert client.post(f"{url}marks/", data_of(3)).status_code == 409
    page = client.get(url).content.decode()
    assert "12 out of 15" in page
    assert "<form" not in page
    assert Mark.objects.count() == 1


def test_marking_takes_few_queries(cast: Cast) -> None:
    """Few statements to save, to open and to list, however long the list. One of those that write is the ledger's."""
    enrolments = [cast.enrolled(f"p{place}", "P", f"Q{place}") for place in range(12)]
    scripts = make_scripts(cast, *enrolments)
    for script in scripts:
        for part in ("first", "second"):
            client, url = marker_page(cast, script, part)
            client.get(url)
            with CaptureQueriesContext(
                connection,
            ) as opening:
                client.get(url)
            with CaptureQueriesContext(connection) as listing:
                client.get("/mark/")
            with CaptureQueriesContext(connection) as saving:
                assert client.post(f"{url}marks/", data_of(12)).status_code == 302
            assert len(statements(opening)) <= 4, statements(opening)
            assert len(statements(listing)) <= 3, statements(listing)
            assert len(statements(saving)) <= (7 if connection.vendor == "postgresql" else 9), statements(
                saving
            )
            writes = [sql for sql in statements(saving) if sql.startswith(("INSERT", "UPDATE", "WITH"))]
            assert len(writes) <= (2 if connection.vendor == "postgresql" else 4), writes


def test_a_list_of_a_thousand_takes_the_same_queries(cast: Cast) -> None:
    [script] = make_scripts(cast, cast.amina)
    marker = marker_of(script, "first")
    window = script.submission.sitting.window
    people = Person.objects.bulk_create(
        Person(provider=cast.llse, given_name="P", family_name=str(place), email=f"p{place}@x.example")
        for place in range(1_000)
    )
    enrolment, sitting, submission = (
        type(script.submission.sitting.enrolment), type(script.submission.sitting), type(script.submission)
    )  # fmt: skip
    fields = {"cohort": cast.cohort, "at": AFTER}
    enrolled = enrolment.objects.bulk_create(
        enrolment(person=person, reference=f"r{person.pk}", **fields) for person in people
    )
    sittings = sitting.objects.bulk_create(
        sitting(window=window, enrolment=row, code=f"s{row.pk}", declared="v1", at=AFTER) for row in enrolled
    )
    submissions = submission.objects.bulk_create(
        submission(sitting=row, how="submitted", words=9, at=AFTER) for row in sittings
    )
    scripts = Script.objects.bulk_create(
        Script(submission=row, paper=script.paper, code=f"C{row.pk}", words=9, **fields)
        for row in submissions
    )
    Allocation.objects.bulk_create(
        Allocation(script=row, marker=marker, part="first", place=place, at=AFTER)
        for place, row in enumerate(scripts)
    )
    client = cast.browser(name_of(cast, marker))
    with CaptureQueriesContext(connection) as listing:
        page = client.get("/mark/").content
    assert len(statements(listing)) <= 3
    assert page.count(b"<tr") == 1_002


def test_a_senior_marker_reads_all_marks_and_confirms(cast: Cast) -> None:
    [script] = make_scripts(cast, cast.amina)
    make_marks(script, 4, (5, ""))
    simi = cast.browser("simi")
    assert script.code in simi.get("/mark/fails/").content.decode()
    url = reverse("mark:fail", args=[script.code])
    page = simi.get(url).content.decode()
    for text in (
        "4 out of 15",
        "5 out of 15",
        "The pass mark is 9 out of 15",
        "The trust looks at one number",
        "Marker 2",
    ):
        assert text in page
    assert "Castellane" not in page
    refused = simi.post(f"{url}confirmation/", {"reason": " "})
    assert (refused.status_code, FailConfirmation.objects.count()) == (422, 0)
    assert simi.post(f"{url}confirmation/", {"reason": "I read all of it."}).status_code == 302
    assert simi.post(f"{url}confirmation/", {"reason": "I read all of it."}).status_code == 302
    assert FailConfirmation.objects.count() == 1
    assert "I read all of it." in simi.get(url).content.decode()


def test_a_pass_cannot_be_confirmed_as_a_fail(cast: Cast) -> None:
    [script] = make_scripts(cast, cast.amina)
    make_marks(script, 12, 12)
    url = reverse("mark:fail", args=[script.code])
    assert cast.browser("simi").get(url).status_code == 404
    assert cast.browser("simi").post(f"{url}confirmation/", {"reason": "x"}).status_code == 404


def test_the_lead_prepares_allocates_and_sees_counts_only(cast: Cast) -> None:
    grace = cast.browser("grace")
    base = f"/mark/cohorts/{cast.cohort.slug}"
    assert grace.post(f"{base}/scripts/").status_code == 422
    make_submission(make_window(cast), cast.amina)
    cast.set_time(AFTER)
    assert grace.post(f"{base}/allocation/").status_code == 422
    assert "1 script prepared." in grace.post(f"{base}/scripts/", follow=True).content.decode()
    assert grace.post(f"{base}/allocation/").status_code == 302
    assert grace.post(f"{base}/allocation/").status_code == 302
    script = Script.objects.get()
    make_marks(script, 12, 4)
    page = grace.get(f"{base}/progress/").content.decode()
    assert "1 script awaiting a third mark" in page
    for secret in (script.code, "Castellane", "12 out of 15"):
        assert secret not in page
    assert cast.browser("finn").post(f"{base}/scripts/").status_code == 404
    assert grace.get(f"{base}/scripts/").headers["Location"] == f"{base}/progress/"
