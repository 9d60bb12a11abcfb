"""A new record corrects the wording of a change, and participants read only that one."""

import pytest
from django.urls import reverse

from tests.filled import form_of
from waymark.ground.ledger.queries import count_entries
from waymark.journey.reflect import actions, queries
from waymark.journey.reflect.models import Change
from waymark.journey.reflect.tests.makers import AFTER_WORKSHOP, make_change
from waymark.kit.forms import ChangedSince

CHANGES = reverse("reflect:changes")


def page_of(cast, change):
    return reverse("reflect:change", args=[cast.cohort.slug, change.pk])


def correct(cast, change, **changes):
    fields = {"you_said": change.you_said, "we_changed": "Workshop 4 ends with it.", "reason": "A slip."}
    return actions.correct_change(change=change, by=cast.grace, at=AFTER_WORKSHOP, **(fields | changes))


def test_participants_read_the_corrected_wording_alone(cast):
    change = make_change(cast)
    corrected = correct(cast, change)
    assert queries.list_changes(cohort=cast.cohort) == [corrected]
    page = cast.browser("amina").get(CHANGES).content.decode()
    assert "Workshop 4 ends with it." in page
    assert "Workshop 4 begins with it." not in page
    assert "A slip." not in page
    assert count_entries(provider_id=cast.llse.pk, verb="reflect.change_corrected") == 1


def test_the_second_of_two_corrections_is_told_of_the_first(cast):
    change = make_change(cast)
    correct(cast, change)
    with pytest.raises(ChangedSince) as refused:
        correct(cast, change, we_changed="Neither.")
    assert refused.value.by == cast.grace.name


def test_the_same_again_corrects_nothing(cast):
    change = make_change(cast)
    with pytest.raises(actions.CannotRecordChange) as refused:
        correct(cast, change, we_changed=change.we_changed)
    assert refused.value.codes == ("nothing_differs",)


def test_a_corrected_change_cannot_be_recorded_once_more(cast):
    correct(cast, make_change(cast))
    with pytest.raises(ChangedSince):
        make_change(cast)
    assert Change.objects.current().count() == 1


def test_a_facilitator_corrects_the_wording_on_its_page(cast):
    cast.set_time(AFTER_WORKSHOP)
    change = make_change(cast)
    browser = cast.browser("fay")
    form = form_of(browser.get(page_of(cast, change)))
    assert form["we_changed"] == change.we_changed
    sent = form | {"we_changed": "Better words."}
    assert browser.post(page_of(cast, change), sent).status_code == 422
    assert browser.post(page_of(cast, change), sent | {"reason": "Clearer."}).status_code == 302
    assert "Better words." in cast.browser("amina").get(CHANGES).content.decode()
    stale = browser.post(page_of(cast, change), sent | {"we_changed": "Older words.", "reason": "Mine."})
    assert stale.status_code == 409
    assert "Older words." in stale.content.decode()
    assert Change.objects.current().get().we_changed == "Better words."


@pytest.mark.parametrize(("who", "sees"), [("amina", 403), ("hugo", 403), ("finn", 404), ("grace", 200)])
def test_who_may_correct_a_change(cast, who, sees):
    change = make_change(cast)
    assert cast.browser(who).get(page_of(cast, change)).status_code == sees
