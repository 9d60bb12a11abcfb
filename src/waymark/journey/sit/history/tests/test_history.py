"""Every acknowledged text is read back from the rows of the database, and a changed row is noticed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.guards import guards_off
from waymark.journey.sit.history import chain
from waymark.journey.sit.history.splices import whole
from waymark.journey.sit.models import Revision
from waymark.journey.sit.tests.makers import context_of, make_sitting, save
from waymark.journey.sit.tests.writers import texts

SAVES = 230


@pytest.fixture
def written(cast):
    """The answer's id and every text it ever had, the empty one first; a save every fifteen seconds."""
    sitting = make_sitting(cast)
    saved_texts = [""]
    for number, text in enumerate(texts(saves=SAVES)):
        saved = save(sitting, text, at=cast.at + timedelta(seconds=15 * number))
        assert saved.rev == len(saved_texts)
        saved_texts.append(text)
    return context_of(sitting).answer_id, saved_texts


def test_every_text_comes_back(written):
    answer_id, texts = written
    assert list(chain.texts_of(answer_id=answer_id)) == list(enumerate(texts))[1:]
    for rev in (0, 1, 2, 99, 100, 101, 102, 200, 201, SAVES):
        assert chain.text_at(answer_id=answer_id, rev=rev) == texts[rev]


def test_reading_one_back_reads_no_more_than_its_chain(written, django_assert_num_queries):
    answer_id, texts = written
    with django_assert_num_queries(2):
        assert chain.text_at(answer_id=answer_id, rev=SAVES) == texts[SAVES]


def test_there_is_no_revision_beyond_the_last(written):
    answer_id, _ = written
    with pytest.raises(LookupError):
        chain.text_at(answer_id=answer_id, rev=SAVES + 1)


def test_what_had_arrived_before_an_instant(cast, written):
    answer_id, _ = written

    def before(seconds: float) -> int:
        return chain.rev_before(answer_id=answer_id, close=cast.at + timedelta(seconds=seconds))

    assert [before(0), before(0.001), before(15), before(15.001), before(10**6)] == [0, 1, 1, 2, SAVES]


@pytest.mark.parametrize(
    "change", [{"place": 0}, {"removed": 4_000}, {"added": whole("No").added}, {"digest": bytes(32)}]
)
def test_a_row_changed_outside_is_noticed(written, change):
    answer_id, _ = written
    with guards_off():
        Revision.objects.filter(answer_id=answer_id, rev=50).update(**change)
    assert chain.text_at(answer_id=answer_id, rev=49)
    with pytest.raises(chain.Damaged):
        chain.text_at(answer_id=answer_id, rev=60)
    assert chain.text_at(answer_id=answer_id, rev=101)


def test_versions_are_listed_newest_first_without_texts(cast, written, django_assert_num_queries):
    answer_id, _ = written
    with django_assert_num_queries(1):
        versions = chain.list_versions(answer_id=answer_id)
    assert [version.rev for version in versions] == list(range(SAVES, 0, -1))
    assert versions[-1].at == cast.at
