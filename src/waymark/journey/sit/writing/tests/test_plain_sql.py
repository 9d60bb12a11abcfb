"""What is read in plain SQL is what the ORM reads."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings

from tests.guards import guards_off
from waymark.ground.programmes.values import OF_WAYMARK
from waymark.journey.sit.extra_time.tests.makers import grant_access_time
from waymark.journey.sit.history.models import Revision
from waymark.journey.sit.tests.makers import make_sitting, save, submit_as_amina
from waymark.journey.sit.windows import deadlines
from waymark.journey.sit.writing.answer_context import find_answer_context, list_answer_contexts
from waymark.journey.sit.writing.declaring import declaration_of
from waymark.journey.sit.writing.models import AgreedDeclaration, AlternateVersion, Answer, Sitting
from waymark.journey.sit.writing.own_sitting import get_sitting_for


def read_by_the_orm(sitting):
    """Each answer with what a save must know, in question order."""
    answers = Answer.objects.filter(sitting=sitting).select_related("sitting__window", "sitting__enrolment")
    for number, answer in enumerate(answers.order_by("id"), start=1):
        newest = Revision.objects.filter(answer=answer, rev=answer.rev).first()
        window = answer.sitting.window
        yield {
            "answer_id": answer.pk,
            "question_id": answer.question_id,
            "text": answer.text,
            "rev": answer.rev,
            "words": answer.words,
            "saved_at": answer.saved_at,
            "sealed": answer.sealed,
            "client": newest.client if newest else "",
            "window": deadlines.times_of(window=window, enrolment=answer.sitting.enrolment),
            "zone": window.zone,
            "sitting_id": answer.sitting_id,
            "code": answer.sitting.code,
            "number": number,
        }


def fields_of(context):
    return {name: value for name, value in vars(context).items() if name != "digest"}


def written(cast):
    """A sitting with two saves, a conflict and a later close of its own."""
    sitting = make_sitting(cast)
    save(sitting, "From the laptop", base=0, at=cast.at, client="laptop")
    save(sitting, "From the phone", base=0, at=cast.at, client="phone")
    save(sitting, "The third answer", question="q3", at=cast.at + timedelta(minutes=1))
    grant_access_time(
        enrolment=cast.amina, extra_days=2, arrangement="25% more time", by=cast.grace, at=cast.at
    )
    return sitting


def test_answer_contexts_are_what_the_orm_reads(cast):
    sitting = written(cast)
    contexts = [fields_of(context) for context in list_answer_contexts(sitting_id=sitting.pk)]
    assert contexts == list(read_by_the_orm(sitting))


def test_the_context_of_one_answer_is_the_same_for_the_session_of_its_writer(cast):
    sitting, browser = written(cast), cast.browser("amina")
    lookup = find_answer_context(
        code=sitting.code, question_id="q3", session_key=browser.cookies[settings.SESSION_COOKIE_NAME].value
    )
    assert lookup.signed_in
    assert fields_of(lookup.answer) == list(read_by_the_orm(sitting))[2]


def test_an_own_sitting_is_what_the_orm_reads(cast):
    sitting = written(cast)
    submission = submit_as_amina(cast, sitting)
    own = get_sitting_for(for_=cast.people["amina"], code=sitting.code)
    row = Sitting.objects.select_related("window__paper__lock", "submission__receipt", "enrolment").get()
    assert own.times == deadlines.times_of(window=row.window, enrolment=row.enrolment)
    assert own.beside == AlternateVersion.objects.filter(answer__sitting=row).count() == 1
    for name in ("pk", "code", "declared", "window_id", "enrolment_id"):
        assert getattr(own, name) == getattr(row, name)
    for name in ("pk", "paper_id", "zone", "max_words", "may_take_back", "is_practice"):
        assert getattr(own.window, name) == getattr(row.window, name)
    assert own.window.paper.lock.fingerprint == row.window.paper.lock.fingerprint
    for name in ("pk", "how", "words", "at"):
        assert getattr(own.submission, name) == getattr(row.submission, name) == getattr(submission, name)
    for name in ("pk", "code", "signature", "key_id"):
        assert getattr(own.submission.receipt, name) == getattr(row.submission.receipt, name)


def test_a_declaration_is_read_with_the_sitting(cast, django_assert_num_queries):
    sitting = make_sitting(cast)
    made = declaration_of(sitting)
    with guards_off():
        AgreedDeclaration.objects.update(version="another")
    with django_assert_num_queries(1):
        read = declaration_of(get_sitting_for(for_=cast.people["amina"], code=sitting.code))
    assert read == made.model_copy(update={"version": "another"})
    with guards_off():
        AgreedDeclaration.objects.all().delete()
    with django_assert_num_queries(1):
        assert declaration_of(get_sitting_for(for_=cast.people["amina"], code=sitting.code)) == OF_WAYMARK
