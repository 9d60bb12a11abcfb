"""A participant enters, changes and removes dietary needs; only a lead of the provider reads them."""

from __future__ import annotations

from tests.cast import Cast
from tests.filled import form_of
from waymark.ground.people.models import DietaryNeed

OWN = "/my/dietary-needs/"


def test_a_participant_enters_changes_and_removes_dietary_needs(cast: Cast) -> None:
    amina = cast.browser("amina")
    assert OWN in amina.get("/account/").content.decode()
    refused = amina.post(OWN, {"needs": "No nuts"})
    assert refused.status_code == 422
    assert "Select the box if you agree" in refused.content.decode()
    assert "Enter your dietary needs" in amina.post(OWN, {"agrees": "on"}).content.decode()
    amina.post(OWN, form_of(amina.get(OWN)) | {"needs": "No nuts", "agrees": "on"})
    first = form_of(amina.get(OWN))
    assert first["needs"] == "No nuts"
    amina.post(OWN, first | {"needs": "Halal", "agrees": "on"})
    stale = amina.post(OWN, first | {"needs": "Vegan", "agrees": "on"})
    assert stale.status_code == 409
    assert DietaryNeed.objects.get().needs == "Halal"
    amina.post(f"{OWN}removal/")
    assert not DietaryNeed.objects.exists()
    assert "Remove what I wrote" not in amina.get(OWN).content.decode()


def test_only_a_lead_of_the_provider_may_ask_for_them(cast: Cast) -> None:
    cast.browser("amina").post(OWN, {"needs": "No nuts", "agrees": "on"})
    page = f"/people/{cast.amina.person.pk}/dietary-needs/"
    assert page in cast.browser("grace").get(f"/people/{cast.amina.person.pk}/").content.decode()
    assert cast.browser("finn").get(page).status_code == 404
    assert cast.browser("fay").get(page).status_code == 403
    assert cast.browser("ben").get(page).status_code == 403
    assert cast.browser("grace").get(OWN).status_code == 403
    assert (
        "haven’t told us"
        in cast.browser("grace").get(f"/people/{cast.ben.person.pk}/dietary-needs/").content.decode()
    )
