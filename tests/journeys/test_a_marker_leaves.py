"""A marker leaves in mid-series: one script is marked, the rest goes to a colleague whom the lead names, in one step.

The mark stays, every script still has two different markers, and after the last day Chioma sees nothing.
"""

from __future__ import annotations

from datetime import datetime

from playwright.sync_api import expect

from tests.journeys.stage import Stage, press
from waymark.ground.cohorts import jobs
from waymark.ground.people.models import Email
from waymark.journey.mark.models import Allocation, Mark
from waymark.journey.mark.tests.makers import AFTER, make_mark, make_scripts

AFTER_THE_LAST_DAY = datetime(2026, 10, 31, 9, 0)


def test_a_marker_leaves_in_mid_series(stage: Stage) -> None:
    cast = stage.cast
    others = [cast.enrolled(name, name.title(), "Writer") for name in ("cleo", "dora", "emil", "fred")]
    scripts = make_scripts(cast, cast.amina, cast.ben, *others)
    of_chioma = Allocation.objects.filter(marker=cast.chioma).order_by("id")
    first = of_chioma[0]
    make_mark(first.script, first.part, 10)
    chioma = stage.enter("chioma")
    chioma.goto("/mark/")
    expect(chioma.get_by_role("heading", level=1)).to_be_visible()

    grace = stage.enter("grace")
    grace.goto("/staff/")
    grace.get_by_role("link", name="Chioma Okonjo", exact=True).click()
    grace.get_by_role("link", name="Record that Chioma Okonjo is leaving").click()
    left = of_chioma.count() - 1
    expect(grace.get_by_role("heading", name=f"{left} script")).to_be_visible()
    press(grace, "Hand over and record the last day")
    expect(grace.get_by_role("link", name="Select a person").first).to_be_visible()
    grace.get_by_label("Last day").fill("2026-10-30")
    choice = grace.get_by_label("Who marks them?")
    esther = choice.locator("option", has_text="Esther Quaye").first.get_attribute("value")
    choice.select_option(esther)
    press(grace, "Hand over and record the last day")
    expect(grace.get_by_text("Chioma Okonjo’s last day is Friday 30 October 2026.")).to_be_visible()
    expect(grace.get_by_text("Last day Friday 30 October 2026.", exact=True)).to_be_visible()

    current = Allocation.objects.filter(withdrawn_at=None)
    assert list(current.filter(marker=cast.chioma)) == [first]
    assert Mark.objects.filter(allocation=first).exists()
    for script in scripts:
        markers = list(current.filter(script=script).values_list("marker_id", flat=True))
        assert len(set(markers)) == len(markers) == 2
    told = Email.objects.filter(to=cast.esther.email, subject="You’re taking over work from Chioma Okonjo")
    assert told.count() == 1

    stage.move_time(AFTER_THE_LAST_DAY, seen_by=grace)
    jobs.run(at=cast.at.replace(day=31))
    chioma.goto("/mark/")
    expect(chioma.get_by_text("You don’t have access to this page")).to_be_visible()
    grace.goto("/staff/")
    expect(grace.get_by_role("heading", name="No longer on the staff")).to_be_visible()
    assert AFTER.day < 30
