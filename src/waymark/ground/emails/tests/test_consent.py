"""Marketing goes to who agreed to it at this provider and has not unsubscribed since; erasure forgets neither."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.cast import Cast
from waymark.ground.emails import actions
from waymark.ground.emails.consent import digest_of, list_marketable, may_be_marketed_to, suppressed_at
from waymark.ground.emails.emails import MARKETING_MESSAGE
from waymark.ground.emails.models import MarketingConsent, Suppression
from waymark.ground.ledger.models import Entry
from waymark.ground.people.actions import Message
from waymark.ground.people.emails import INVITATION
from waymark.ground.people.models import Provider

ADA, BEA = "ada@school.example", "bea@school.example"


def consent(
    cast: Cast, email: str = ADA, *, given: bool = True, provider: Provider | None = None, later: int = 0
) -> MarketingConsent:
    at = cast.at + timedelta(minutes=later)
    provider = provider or cast.llse
    return actions.record_consent(
        provider=provider, email=email, given=given, how="webinar sign-up", wording="Yes, please", at=at
    )


def stop(cast: Cast, email: str = ADA, *, provider: Provider | None = None, later: int = 1) -> None:
    provider_id = (provider or cast.llse).pk
    at = cast.at + timedelta(minutes=later)
    actions.unsubscribe(provider_id=provider_id, digest=digest_of(email), at=at)


def marketable(cast: Cast) -> set[str]:
    """By both queries, which agree."""
    by_one = {email for email in (ADA, BEA) if may_be_marketed_to(cast.llse, email)}
    assert list_marketable(cast.llse, {ADA, BEA}) == by_one
    return by_one


def test_consent_is_of_one_address_at_one_provider(cast: Cast) -> None:
    consent(cast, BEA, provider=cast.ucl)
    consent(cast)
    assert marketable(cast) == {ADA}


def test_consent_that_is_taken_back_is_none(cast: Cast) -> None:
    consent(cast)
    consent(cast, given=False, later=1)
    consent(cast, BEA)
    assert marketable(cast) == {BEA}


def test_another_providers_words_do_not_undo_it(cast: Cast) -> None:
    consent(cast)
    consent(cast, given=False, provider=cast.ucl, later=1)
    assert marketable(cast) == {ADA}


def test_unsubscribing_is_of_one_address_at_one_provider(cast: Cast) -> None:
    consent(cast)
    consent(cast, BEA)
    stop(cast, BEA)
    stop(cast, ADA, provider=cast.ucl)
    assert marketable(cast) == {ADA}
    assert suppressed_at(provider_id=cast.llse.pk, email=ADA) is None
    assert suppressed_at(provider_id=cast.llse.pk, email=BEA) == cast.at + timedelta(minutes=1)


def test_who_agrees_again_is_marketed_to_again(cast: Cast) -> None:
    consent(cast)
    stop(cast)
    assert marketable(cast) == set()
    consent(cast, later=2)
    assert marketable(cast) == {ADA}


def test_consent_is_recorded_in_lower_case_and_audited(cast: Cast) -> None:
    row = actions.record_consent(
        provider=cast.llse, email=" Ada@School.example ", given=True, how="h" * 70, wording="Yes", at=cast.at
    )
    consent(cast, given=False, later=1)
    assert (row.email, row.how) == (ADA, "h" * 60)
    verbs = Entry.objects.filter(verb__startswith="emails.consent").order_by("id")
    assert [(entry.verb, entry.facts["how"]) for entry in verbs] == [
        ("emails.consent_given", "h" * 60),
        ("emails.consent_withdrawn", "webinar sign-up"),
    ]


def test_unsubscribing_twice_is_once_and_audited(cast: Cast) -> None:
    consent(cast)
    stop(cast)
    stop(cast, later=2)
    assert Suppression.objects.count() == 1
    assert Entry.objects.filter(verb="emails.unsubscribed").count() == 1


@pytest.mark.parametrize("later", [0, 1])
def test_a_consent_that_is_not_newer_needs_no_second_row(cast: Cast, later: int) -> None:
    consent(cast, later=later)
    stop(cast, later=1)
    stop(cast, later=2)
    assert Suppression.objects.count() == 1


def test_who_agreed_again_can_unsubscribe_again(cast: Cast) -> None:
    consent(cast)
    stop(cast)
    consent(cast, later=2)
    stop(cast, later=3)
    assert Suppression.objects.count() == 2
    assert marketable(cast) == set()


@pytest.mark.parametrize(
    ("email", "given", "at_ucl"), [(BEA, True, False), (ADA, False, False), (ADA, True, True)]
)
def test_other_answers_do_not_make_a_second_row(cast: Cast, email: str, given: bool, at_ucl: bool) -> None:
    """Someone else's, a refusal, and one to another provider."""
    stop(cast)
    consent(cast, email, given=given, provider=cast.ucl if at_ucl else cast.llse, later=2)
    stop(cast, later=3)
    assert Suppression.objects.count() == 1


def test_others_who_unsubscribed_are_no_reason_to_stay(cast: Cast) -> None:
    stop(cast, BEA)
    stop(cast, ADA, provider=cast.ucl)
    stop(cast)
    digests = Suppression.objects.filter(provider=cast.llse).values_list("digest", flat=True)
    assert set(digests) == {digest_of(ADA), digest_of(BEA)}


def test_only_marketing_goes_this_way(cast: Cast) -> None:
    with pytest.raises(ValueError, match="is not marketing"):
        actions.queue_marketing(Message(INVITATION, ADA, once="a"), provider=cast.llse, at=cast.at)


def test_no_marketing_without_consent(cast: Cast) -> None:
    message = Message(MARKETING_MESSAGE, ADA, {"message": "Spring", "subject": "Spring"}, once="a")
    with pytest.raises(actions.CannotMarket):
        actions.queue_marketing(message, provider=cast.llse, at=cast.at)
