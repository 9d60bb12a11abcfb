"""The page of a programme tells whose its facts are: to the public only facts, to staff their sources too."""

from __future__ import annotations

import html
import re
from datetime import date

import pytest
from django.test import Client

from tests.cast import Cast, pack_files
from waymark.ground.cohorts.actions import open_cohort
from waymark.ground.programmes.actions import publish_pack
from waymark.ground.programmes.models import PublishedProgramme
from waymark.ground.programmes.starter import starter_files

OWN = "own-programme"
MACHINERY = ("assumed", "published document", "we read this as", "isn’t the provider", "is not the provider")


def publish(cast: Cast, *changes: tuple[str, str], assumed: str = "", name: str = OWN) -> PublishedProgramme:
    """The starter pack as LLSE's own programme, with texts replaced and entries added to what is assumed."""
    files = starter_files(name)
    text = files["programme.yaml"].replace("slug: harbour-college", "slug: llse")
    for old, new in [("demonstration: true", "demonstration: false"), *changes]:
        assert old in text, old
        text = text.replace(old, new)
    files["programme.yaml"] = text
    files["assumed.yaml"] += assumed
    return publish_pack(provider=cast.llse, files=files, by=None, at=cast.at)


def page(browser: Client, name: str = OWN, query: str = "") -> str:
    text = browser.get(f"/programmes/{name}/{query}").content.decode()
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


@pytest.mark.parametrize("reader", ["", "amina", "finn"])
def test_a_providers_own_page_is_written_as_the_providers_own(cast: Cast, reader: str) -> None:
    publish(cast)
    text = page(cast.browser(reader) if reader else Client())
    assert "Harbour College for Teachers offers this programme." in text
    assert not [words for words in MACHINERY if words in text.lower()]
    assert "60%" in text


def test_a_demonstration_still_says_that_it_is_not_the_providers(cast: Cast) -> None:
    text = page(Client(), "llse-npqel")
    assert "It is not the provider’s own page" in text
    assert "chosen for this demonstration" in text


def test_defaults_that_the_pack_never_states_are_not_facts_of_the_provider(cast: Cast) -> None:
    publish(cast)
    public, lead = page(Client()), page(cast.browser("grace"))
    for label in ("Attempts", "Detailed feedback"):
        assert label not in public
        assert label in lead
    assert "Waymark’s usual value applies" in lead
    publish(cast, ("  form_printed:", "  max_attempts: 3\n  detailed_feedback: [fail]\n  form_printed:"))
    public = page(Client())
    assert "Attempts Three" in public
    assert "Detailed feedback After a fail" in public


TAKEN = [
    ("{as_printed: 8 days}", "{as_printed: eight day, taken_as: 8 calendar days, reason: Weekends count}"),
    (
        '{as_printed: "£600 plus VAT"}',
        '{as_printed: "£550 plus VAT", taken_as: "£600 plus VAT", reason: The price has risen}',
    ),
    (
        "start: {as_printed: September 2026}",
        "start: {as_printed: autumn 2026, taken_as: September 2026, reason: We asked}",
    ),
]


@pytest.mark.parametrize("change", TAKEN)
def test_staff_see_what_is_printed_and_how_it_is_taken(cast: Cast, change: tuple[str, str]) -> None:
    publish(cast, change)
    printed, taken_as, reason = re.findall(r"(?:as_printed|taken_as|reason): \"?([^,\"}]+)", change[1])
    lead = page(cast.browser("grace"))
    assert f"The published document says “{printed}”. We read this as: {taken_as}. {reason}" in lead
    assert printed not in page(Client()) or printed in taken_as


RULE = "comparator: ge, numerator: 4, denominator: 5, asked_at: sitting, printed: {as_printed: at least 80%}"
WINDOW = "{id: march-2027, as_printed: March 2027, first: 2027-03}"
WHOLE = {
    "fee": '{pence: 60000, vat_extra: true, printed: {as_printed: "£600 plus VAT"}}',
    "benefits": "[Time to think]",
    "engagement": f"{{{RULE}}}",
    "months": "6",
    "assessment.windows": f"[{WINDOW}]",
}


def without(place: str) -> str:
    """What the starter pack says at this place."""
    text, key = starter_files(OWN)["programme.yaml"], place.rpartition(".")[2]
    indent = "  " if "." in place else ""
    block = re.search(rf"^{indent}{key}:.*\n(?:{indent}  .*\n)*", text, re.MULTILINE)
    assert block
    return block.group()


@pytest.mark.parametrize("place", WHOLE)
def test_something_assumed_whole_shows_its_mark_to_staff(cast: Cast, place: str) -> None:
    stated, value = without(place), WHOLE[place]
    publish(
        cast,
        (stated, ""),
        assumed=f"  - place: {place}\n    reason: No one has decided on this.\n    value: {value}\n",
    )
    assert "No one has decided on this." in page(cast.browser("grace"))
    assert "No one has decided on this." in page(cast.browser("fay"))
    assert "No one has decided on this." not in page(cast.browser("amina"))


def test_an_assessment_assumed_whole_marks_every_row(cast: Cast) -> None:
    files = starter_files(OWN)
    text = files["programme.yaml"].replace("slug: harbour-college", "slug: llse")
    block = re.search(r"\nassessment:\n(?:  .*\n)+", text)
    assert block
    files["programme.yaml"] = text.replace(block.group(), "\n")
    value = "".join(f"    {line}\n" for line in block.group().strip().splitlines()[1:])
    pass_mark = "      pass_numerator: 6\n      pass_denominator: 10\n"
    entry = f"assumed:\n  - place: assessment\n    reason: All of it is ours.\n    value:\n{value}{pass_mark}"
    files["assumed.yaml"] = entry
    publish_pack(provider=cast.llse, files=files, by=None, at=cast.at)
    lead = page(cast.browser("grace"))
    assert lead.count("All of it is ours.") >= 8
    assert page(Client()).count("Chosen for this demonstration.") >= 8


def test_two_programmes_with_the_same_name_can_be_told_apart(cast: Cast) -> None:
    publish(cast)
    publish(cast, name="another-programme")
    for address in ("/programmes/", "/"):
        text = Client().get(address).content.decode()
        assert f"Programme code: {OWN}" in text
        assert "Programme code: another-programme" in text
    grace, petra = cast.browser("grace"), cast.browser("petra")
    for text in (grace.get("/cohorts/new/").content.decode(), petra.get("/papers/new/").content.decode()):
        assert f"Certificate in Leading a Department ({OWN}), version 1" in text
        assert "Certificate in Leading a Department (another-programme), version 1" in text


def test_old_versions_are_not_offered(cast: Cast) -> None:
    first = publish(cast)
    old = open_cohort(
        programme=first, name="Autumn 2027", starts_on=date(2027, 9, 6), by=cast.grace, at=cast.at
    )
    second = publish(cast, ("max_words: 1200", "max_words: 1300"), ('"1,200 words"', '"1,300 words"'))
    grace = cast.browser("grace")
    offered = grace.get("/cohorts/new/").content.decode()
    assert f'value="{second.pk}"' in offered
    assert f'value="{first.pk}"' not in offered
    answer = grace.post(
        "/cohorts/new/", {"programme": str(first.pk), "name": "Spring 2028", "starts_on": "2028-04-03"}
    )
    assert answer.status_code == 422
    assert "A newer version may have been published" in answer.content.decode()
    newest = page(Client())
    assert "1,300 words" in newest
    assert f"Apply for {old.name}" not in newest
    assert "follows another version" in newest
    of_cohort = page(Client(), query=f"?cohort={old.slug}")
    assert "1,200 words" in of_cohort
    assert f"Apply for {old.name}" in of_cohort


def test_another_providers_pack_names_its_own_provider(cast: Cast) -> None:
    with pytest.raises(Exception, match="so it can’t be published by"):
        publish_pack(provider=cast.ucl, files=pack_files("llse-npqel"), by=None, at=cast.at)
