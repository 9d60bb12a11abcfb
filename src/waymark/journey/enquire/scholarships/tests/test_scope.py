"""Lists, fundings and referrals are a provider's own; limits lie where they are said to, and acts are on record."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.cast import Cast
from waymark.ground.cohorts.actions import open_cohort
from waymark.ground.cohorts.models import Cohort
from waymark.ground.ledger.models import Entry
from waymark.ground.programmes.values import InternationalPartner
from waymark.journey.enquire import actions as enquire
from waymark.journey.enquire.scholarships import actions, list_file, queries
from waymark.journey.enquire.scholarships.list_file import read_list
from waymark.journey.enquire.scholarships.models import Referral, SettingsList
from waymark.journey.enquire.scholarships.rules import Funding
from waymark.kit.limited import NoAnswer

pytestmark = pytest.mark.django_db
CSV = b"PP50 School URN,FE UKPRN,RISE School URN\n100001,10001234,100003\n"


def upload(cast: Cast, who: str = "grace", *, name: str = "list.csv") -> SettingsList:
    return enquire.upload_settings_list(name=name, data=CSV, by=cast.people[who], at=cast.at)


def test_lists_are_a_providers_own(cast: Cast) -> None:
    first, second, strangers = upload(cast), upload(cast, name="n" * 130), upload(cast, "finn")
    assert queries.list_lists_for(for_=cast.grace) == [second, first]
    assert second.name == "n" * 120
    assert queries.get_list_for(for_=cast.grace, list_id=first.pk) == first
    assert queries.get_list_for(for_=cast.grace, list_id=strangers.pk) is None
    enquire.use_settings_list(settings_list=first, by=cast.grace, at=cast.at)
    enquire.use_settings_list(settings_list=strangers, by=cast.finn, at=cast.at)
    use = queries.find_use(provider_id=cast.llse.pk)
    assert use is not None
    assert use.settings_list == first
    verbs = Entry.objects.filter(provider_id=cast.llse.pk, verb__startswith="enquire.list_").order_by("id")
    assert [entry.verb for entry in verbs] == ["enquire.list_uploaded"] * 2 + ["enquire.list_used"]


def opened(cast: Cast, name: str, starts_on: date) -> Cohort:
    return open_cohort(programme=cast.cohort.programme, name=name, starts_on=starts_on, by=None, at=cast.at)


def test_funding_is_asked_for_cohorts_of_the_last_year(cast: Cast) -> None:
    today = date(2026, 10, 22)
    recent = opened(cast, "Recent", today - timedelta(days=365))
    opened(cast, "A year and a day ago", today - timedelta(days=366))
    coming = opened(cast, "Coming", today + timedelta(days=400))
    enquire.set_cohort_funding(cohort=recent, funding=Funding.CAPPED, by=cast.grace, at=cast.at)
    enquire.set_cohort_funding(cohort=recent, funding=Funding.CAPPED, by=cast.grace, at=cast.at)
    fundings = queries.list_fundings_for(for_=cast.grace, at=cast.at)
    assert {cohort.pk: row and row.funding for cohort, row in fundings} == {
        recent.pk: Funding.CAPPED.value,
        coming.pk: None,
    }
    assert queries.funding_of(cohort_id=recent.pk) is Funding.CAPPED
    assert queries.funding_of(cohort_id=coming.pk) is None
    assert Entry.objects.get(verb="enquire.funding_set").facts == {"funding": Funding.CAPPED.value}


def refer(cast: Cast, key: str, *, address: str = "192.0.2.7", minutes: int = 0) -> Referral:
    programme = cast.programme()
    partner = InternationalPartner(id="p", name="Partner", email="p@a.example", regions=("France",))
    return enquire.refer(
        provider=cast.llse, programme=programme, partner=partner, name="Ola", email="ola@school.example",
        country="France", idempotency_key=key, client_address=address, at=cast.at + timedelta(minutes=minutes),
    )  # fmt: skip


def test_five_referrals_an_hour_come_from_one_network(cast: Cast) -> None:
    rows = [refer(cast, str(number)) for number in range(5)]
    assert len({row.pk for row in rows}) == 5
    assert refer(cast, "0") == rows[0]
    with pytest.raises(actions.CannotRefer):
        refer(cast, "sixth")
    refer(cast, "elsewhere", address="198.51.100.9")
    refer(cast, "an hour later", minutes=61)
    assert Referral.objects.count() == 7
    assert Entry.objects.filter(verb="enquire.referred").count() == 7
    assert len(queries.list_referrals_for(for_=cast.grace)) == 7
    assert queries.list_referrals_for(for_=cast.finn) == []


def test_an_unknown_network_is_counted_as_one(cast: Cast) -> None:
    assert refer(cast, "1", address="").caused_by == ""
    assert refer(cast, "2").caused_by != ""


@pytest.mark.parametrize(("why", "error"), [("busy", "busy"), ("time", "busy"), ("memory", "not_csv")])
def test_a_child_that_gives_no_answer_has_its_sentence(
    monkeypatch: pytest.MonkeyPatch, why: str, error: str
) -> None:
    def no_answer(*_: object) -> bytes:
        raise NoAnswer(why)

    monkeypatch.setattr(actions, "work_in_child", no_answer)
    assert actions._read(CSV) == {"error": error}


def test_a_file_of_exactly_the_most_bytes_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST_BYTES", len(CSV))
    assert "error" not in actions._read(CSV)
    assert actions._read(CSV + b"\n") == {"error": "large"}


def test_rows_and_columns_up_to_the_limit_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(list_file, "MOST_COLUMNS", 3)
    monkeypatch.setattr(list_file, "MOST_ROWS", 2)
    assert "error" not in read_list(CSV)
    assert read_list(CSV + b"100002,,\n") == {"error": "rows"}
    assert read_list(CSV.replace(b"\n", b",more\n", 1)) == {"error": "columns"}


def test_repeats_are_counted_and_long_cells_cut() -> None:
    heading = b"PP50 School URN" + b" " * 5 + b"," + b"FE UKPRN\n"
    read = read_list(heading + b"100001,\n100001\n100001,10001234\n" + b"x" * 70 + b",\n")
    assert (read["repeated"], read["more_problems"]) == (2, 0)
    assert read["problems"] == [(5, "PP50 School URN", "x" * 60)]
