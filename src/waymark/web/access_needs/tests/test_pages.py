"""A lead records what was agreed; the participant reads it, gets copies, and the time is for someone else to decide."""

from __future__ import annotations

from tests.cast import Cast
from tests.filled import form_of
from waymark.ground.people.models import AgreedNeed
from waymark.journey.sit.models import AccessTime


def test_a_lead_records_changes_and_ends_a_need(cast: Cast) -> None:
    amina, grace = cast.people["amina"], cast.browser("grace")
    address = f"/people/{amina.pk}/access-needs/"
    assert "Nothing has been agreed yet" in grace.get(address).content.decode()
    refused = grace.post(address, {"need": " ", "extra_days": "61"})
    assert refused.status_code == 422
    assert "Enter what the person needs" in refused.content.decode()
    assert "Extra calendar days must be between 0 and 60" in refused.content.decode()
    sent = {"need": "Dyslexia", "extra_days": "2", "word_copy": "on", "review_on": "2027-01-11"}
    page = grace.post(address, sent, follow=True).content.decode()
    assert "Extra time is proposed in" in page
    [time] = AccessTime.objects.filter(enrolment__person=amina)
    assert (time.extra_days, hasattr(time, "decision")) == (2, False)
    assert "Dyslexia" not in time.arrangement
    need = AgreedNeed.objects.get()
    one = f"{address}{need.pk}/"
    opened = form_of(grace.get(one))
    sent = opened | {"need": "Dyslexia", "large_print": "on", "reason": "Asked for it"}
    changed = grace.post(one, sent, follow=True)
    assert "1 earlier version" in changed.content.decode()
    stale = grace.post(one, opened | {"need": "Other", "reason": "Late"})
    assert stale.status_code == 409
    assert "has not been saved" in stale.content.decode()
    newest = AgreedNeed.objects.get(replaces=need)
    ended = grace.post(f"{address}{newest.pk}/end/", {"ended_because": "No longer needed"}, follow=True)
    assert "Ended: 1 need" in ended.content.decode()
    assert grace.post(f"{address}{newest.pk}/end/", {}).status_code == 422


def test_only_leads_of_the_provider_and_the_person_read_it(cast: Cast) -> None:
    amina = cast.people["amina"]
    address = f"/people/{amina.pk}/access-needs/"
    assert cast.browser("finn").get(address).status_code == 404
    assert cast.browser("fay").get(address).status_code == 403
    assert cast.browser("grace").get(f"/people/{cast.grace.pk}/access-needs/").status_code == 404
    cast.browser("grace").post(address, {"need": "Dyslexia"})
    assert "Dyslexia" in cast.browser("amina").get("/my/access-needs/").content.decode()
    assert "Nothing has been agreed" in cast.browser("ben").get("/my/access-needs/").content.decode()
