"""The pages of more time: who may request, decide and see; invalid dates and files are refused."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from waymark.ground.people import actions as people
from waymark.ground.people.models import Letter
from waymark.ground.people.roles import Role
from waymark.journey.sit import actions, rules
from waymark.journey.sit.extra_time.evidence import MAX_BYTES, evidence_file
from waymark.journey.sit.models import AccessTime, Extension, ExtensionDecision, ExtensionEvidence
from waymark.journey.sit.tests.makers import make_sitting, make_window, save, words
from waymark.journey.sit.windows import deadlines

CLOSES = datetime(2026, 10, 27, tzinfo=UTC)
EVENING = CLOSES - timedelta(hours=2)
PDF = b"%PDF-1.7\nA note."
FORM = {"until_on": "2026-10-29", "until_time": "", "reason": "Ill since Tuesday.", "evidence": "A note."}
OWN = "/sit/extensions/"


@pytest.fixture
def window(cast):
    cast.person("helen", "Helen", "Otherlead", Role.LEAD)
    return make_window(cast)


def request(cast, window, *, by=None, **changes):
    fields = {"until_on": date(2026, 10, 29), "reason": "Ill.", "evidence": "", "at": cast.at}
    return actions.request_extension(
        window=window, enrolment=cast.amina, by=by or cast.amina.person, **(fields | changes)
    )


def close_of(window, cast):
    times = deadlines.times_of(window=window, enrolment=cast.amina)
    return rules.effective_deadline(times)


def url_of(cast, row):
    return f"/sit/cohorts/{cast.cohort.slug}/extensions/{row.pk}/"


def grant(**changes):
    fields = {"decision": "as_requested", "until_on": "", "until_time": "", "why": "Shown by the note."}
    return fields | changes


# --- the participant -------------------------------------------------------------------------------------------


def test_request_is_shown_at_once_with_the_current_close(cast, window):
    browser = cast.browser("amina")
    assert "Closes on" not in browser.get(OWN).content.decode()
    response = browser.post(OWN, FORM, follow=True)
    page = response.content.decode()
    assert response.status_code == 200
    assert "Until Thursday 29 October 2026, 23:59 (Europe/London)" in page
    assert "Not decided yet" in page
    assert "Your window closes on Monday 26 October 2026, 23:59 (Europe/London)." in page
    assert "by Amina Castellane" in page
    row = Extension.objects.get()
    assert (row.until_on, row.until_time, row.by) == (date(2026, 10, 29), time(23, 59), cast.amina.person)


def test_second_click_makes_one_request(cast, window):
    browser = cast.browser("amina")
    assert [browser.post(OWN, FORM).status_code for _ in range(3)] == [302, 302, 302]
    assert Extension.objects.count() == 1
    other = browser.post(OWN, FORM | {"reason": "Another."})
    assert other.status_code == 422
    assert "already a request for this window" in other.content.decode()
    assert "Another." in other.content.decode()


@pytest.mark.parametrize(
    ("on", "at", "message"),
    [
        ("2027-02-29", "", "Enter a real date"),
        ("2026-02-30", "", "Enter a real date"),
        ("31/09/2026", "", "Enter a real date"),
        ("0000-01-01", "", "Enter a real date"),
        ("10000-01-01", "", "Enter a real date"),
        ("next Tuesday", "", "Enter a real date"),
        ("NaN", "", "Enter a real date"),
        ("1e309", "", "Enter a real date"),
        ("", "", "Enter the day you need until"),
        ("0001-01-01", "", "within a year"),
        ("9999-12-31", "", "within a year"),
        ("9999-12-31", "23:59", "within a year"),
        ("2026-10-26", "", "after the present close"),
        ("2026-10-26", "23:58", "after the present close"),
        ("2026-10-19", "00:01", "after the present close"),
        ("2026-10-29", "24:00", "Enter a time"),
        ("2026-10-29", "23:59:60", "Enter a time"),
        ("2026-10-29", "-1:00", "Enter a time"),
        ("2026-10-29", "noon", "Enter a time"),
        ("2026-10-29\x00", "", "cannot be kept"),
    ],
)
def test_invalid_day_or_time_shows_an_error_and_keeps_what_was_typed(cast, window, on, at, message):
    response = cast.browser("amina").post(OWN, FORM | {"until_on": on, "until_time": at})
    page = response.content.decode()
    assert response.status_code == 422
    assert message in page
    assert "Ill since Tuesday." in page
    assert not Extension.objects.exists()


@pytest.mark.parametrize("on", ["2028-02-29", "29/02/2028"])
def test_29_february_is_accepted_in_a_leap_year(cast, on):
    make_window(cast, opens_on=date(2028, 2, 20))
    assert cast.browser("amina").post(OWN, FORM | {"until_on": on}).status_code == 302
    assert Extension.objects.get().until_on == date(2028, 2, 29)


def test_request_is_refused_after_the_close_and_after_submission(cast, window):
    sitting = make_sitting(cast, window=window)
    save(sitting, "Some words.", at=cast.at)
    actions.submit(sitting=sitting, declared=True, by=cast.amina.person, at=cast.at)
    refused = cast.browser("amina").post(OWN, FORM)
    assert refused.status_code == 422
    assert "submitted or collected" in refused.content.decode()
    cast.set_time(CLOSES)
    late = cast.browser("ben").post(OWN, FORM)
    assert late.status_code == 422
    assert "The window closed on Monday 26 October 2026, 23:59." in late.content.decode()


def test_page_without_a_window_says_so(cast):
    response = cast.browser("amina").post(OWN, FORM)
    assert response.status_code == 200
    assert "There’s no assessment window yet." in response.content.decode()


def test_writing_page_explains_an_undecided_request(cast, window):
    sitting = make_sitting(cast, window=window)
    request(cast, window)
    desk = f"/sit/{sitting.code}/"
    assert "If we still haven’t at the close" in cast.browser("amina").get(desk).content.decode()
    cast.set_time(CLOSES + timedelta(minutes=1))
    page = cast.browser("amina").get(desk).content.decode()
    assert "We’re saving what you write now separately" in page
    assert "no longer saves" not in page


# --- files -----------------------------------------------------------------------------------------------------


def docx(*, macros=False):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr("word/document.xml", "<w/>")
        if macros:
            file.writestr("word/vbaProject.bin", "x")
    return buffer.getvalue()


PNG, JPEG = b"\x89PNG\r\n\x1a\n....", b"\xff\xd8\xff\xe0...."


@pytest.mark.parametrize(
    ("name", "data", "kept"),
    [
        ("note.pdf", PDF, "note.pdf"),
        ("note.exe", PDF, "note.pdf"),
        ("photo.JPG", JPEG, "photo.jpg"),
        ("scan.png", PNG, "scan.png"),
        ("letter.docx", docx(), "letter.docx"),
        ("../../etc/passwd", PDF, "passwd.pdf"),
        ("C:\\Users\\a\\note.pdf", PDF, "note.pdf"),
        ("note.pdf.exe", PDF, "note pdf.pdf"),
        ("CON.txt", PDF, "evidence.pdf"),
        ("..", PDF, "evidence.pdf"),
        ("", PDF, "evidence.pdf"),
        ("a\u202egpj.exe", PDF, "agpj.pdf"),
        ('x"; filename="y.html', PDF, "x ; filename= y.pdf"),
        ("Zeugnis Müller.pdf", PDF, "Zeugnis Müller.pdf"),
        ("n" * 255 + ".pdf", PDF, "n" * 80 + ".pdf"),
        ("a\r\nSet-Cookie: b.pdf", PDF, "aSet-Cookie b.pdf"),
    ],
)
def test_file_is_recognised_by_its_content_and_gets_a_plain_name(name, data, kept):
    file = evidence_file(name=name, data=data)
    assert file is not None
    assert file.name == kept
    assert file.data == data


@pytest.mark.parametrize(
    "data",
    [
        b"<html><script>alert(1)</script>",
        b"<?xml version='1.0'?><svg/>",
        b"MZ\x90",
        b" %PDF-1.7",
        b"PK\x03\x04 a zip of something else",
        docx(macros=True),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old .doc",
        b"GIF89a",
        b"a text",
    ],
)
def test_file_of_another_kind_is_refused(cast, window, data):
    file = SimpleUploadedFile("note.pdf", data, content_type="application/pdf")
    response = cast.browser("amina").post(OWN, FORM | {"file": file})
    assert response.status_code == 422
    assert "The file must be a PDF" in response.content.decode()
    assert "Ill since Tuesday." in response.content.decode()
    assert not Extension.objects.exists()


def test_file_that_is_too_large_or_empty_is_refused(cast, window):
    browser = cast.browser("amina")
    large = SimpleUploadedFile("note.pdf", PDF + b"0" * MAX_BYTES)
    assert "must be 5 MB or smaller" in browser.post(OWN, FORM | {"file": large}).content.decode()
    empty = SimpleUploadedFile("note.pdf", b"")
    assert "The file is empty" in browser.post(OWN, FORM | {"file": empty}).content.decode()
    assert not Extension.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"),
    [("amina", 200), ("grace", 200), ("ben", 404), ("jonas", 403), ("finn", 404), ("uma", 404)],
)
def test_file_is_downloaded_only_by_the_participant_and_leads_of_the_provider(cast, window, who, status):
    file = SimpleUploadedFile("../note.html", PDF, content_type="text/html")
    assert cast.browser("amina").post(OWN, FORM | {"file": file}).status_code == 302
    row = ExtensionEvidence.objects.get()
    response = cast.browser(who).get(f"/sit/extensions/{row.extension_id}/evidence/")
    assert response.status_code == status
    if status == 200:
        assert response.content == PDF
        assert response["Content-Type"] == "application/pdf"
        assert response["Content-Disposition"].startswith('attachment; filename="note.pdf"')
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in response["Content-Security-Policy"]


def test_lists_do_not_read_the_data_of_files(cast, window):
    counts = []
    for number in range(3):
        row = request(
            cast, window, file=evidence_file(name="a.pdf", data=PDF), at=cast.at + timedelta(minutes=number)
        )
        actions.decide_extension(extension=row, granted=False, why="No.", by=cast.grace, at=cast.at)
        with CaptureQueriesContext(connection) as captured:
            cast.browser("grace").get(f"/sit/cohorts/{cast.cohort.slug}/extensions/")
        counts.append(len(captured))
        assert not any(
            "data" in query["sql"].split("FROM")[0] for query in captured if "evidence" in query["sql"]
        )
    assert counts[0] == counts[-1], counts


# --- the lead --------------------------------------------------------------------------------------------------


def test_request_is_on_the_leads_home_and_in_the_cohorts_list(cast, window):
    row = request(cast, window)
    home = cast.browser("grace").get("/").content.decode()
    assert "1 request for more time to decide" in home
    page = cast.browser("grace").get(f"/sit/cohorts/{cast.cohort.slug}/extensions/").content.decode()
    assert "1 request for more time to decide" in page
    assert url_of(cast, row) in page
    assert "request for more time" not in cast.browser("finn").get("/").content.decode()


def test_granting_as_requested_moves_the_close_everywhere_and_sends_an_email(cast, window):
    sitting = make_sitting(cast, window=window)
    save(sitting, words(12, "secret"), at=cast.at)
    row = request(cast, window)
    page = cast.browser("grace").get(url_of(cast, row)).content.decode()
    assert "12 words" in page
    assert "secret" not in page
    assert cast.browser("grace").post(url_of(cast, row), grant()).status_code == 302
    assert close_of(window, cast) == datetime(2026, 10, 30, tzinfo=UTC)
    own = cast.browser("amina").get(OWN).content.decode()
    assert "Your window closes on Thursday 29 October 2026, 23:59 (Europe/London)." in own
    assert "by Grace Penhaligon" in own
    assert "Shown by the note." in own
    letter = Letter.objects.get(subject="Your request for more time was granted")
    assert "Thursday 29 October 2026, 23:59 (Europe/London)" in letter.text
    assert "Thursday 29 October 2026, 23:59" in cast.browser("amina").get("/sit/").content.decode()


def test_granting_until_another_day_and_refusing(cast, window):
    row = request(cast, window)
    other = grant(decision="other_day", until_on="2026-10-28", until_time="12:00")
    assert cast.browser("grace").post(url_of(cast, row), other).status_code == 302
    assert close_of(window, cast) == datetime(2026, 10, 28, 12, 1, tzinfo=UTC)
    again = request(cast, window, until_on=date(2026, 11, 2))
    assert cast.browser("grace").post(url_of(cast, again), grant(decision="refused")).status_code == 302
    assert close_of(window, cast) == datetime(2026, 10, 28, 12, 1, tzinfo=UTC)
    assert Letter.objects.filter(subject="Your request for more time was not granted").count() == 1


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"decision": ""}, "Select your decision"),
        ({"decision": "maybe"}, "Choose one of the answers shown."),
        ({"why": " "}, "Enter the reason for your decision"),
        ({"decision": "other_day"}, "Enter the other day you’re granting it until"),
        ({"decision": "other_day", "until_on": "2026-10-26"}, "after the present close"),
        ({"decision": "other_day", "until_on": "9999-12-31"}, "within a year"),
        ({"decision": "other_day", "until_on": "30 February 2026"}, "Enter a real date"),
        ({"decision": "other_day", "until_on": "2026-10-28", "until_time": "24:00"}, "Enter a time"),
    ],
)
def test_invalid_decision_shows_an_error(cast, window, changes, message):
    row = request(cast, window)
    response = cast.browser("grace").post(url_of(cast, row), grant(**changes))
    assert response.status_code == 422
    assert message in response.content.decode()
    assert not ExtensionDecision.objects.exists()


def test_request_made_for_a_participant_is_decided_by_another_lead(cast, window):
    new = f"/sit/cohorts/{cast.cohort.slug}/enrolments/{cast.amina.reference}/extensions/new/"
    assert cast.browser("grace").get(new).status_code == 200
    assert cast.browser("grace").post(new, FORM).status_code == 302
    row = Extension.objects.get()
    assert row.by == cast.grace
    says = "decided by somebody who neither asked for it nor writes"
    assert says in cast.browser("grace").get(url_of(cast, row)).content.decode()
    own = cast.browser("grace").post(url_of(cast, row), grant())
    assert own.status_code == 422
    assert says in own.content.decode()
    assert not ExtensionDecision.objects.exists()
    assert "by Grace Penhaligon" in cast.browser("amina").get(OWN).content.decode()
    assert cast.browser("helen").post(url_of(cast, row), grant()).status_code == 302


def test_lead_who_is_a_participant_may_not_decide_their_own_request(cast, window):
    people.give_role(person=cast.amina.person, role=Role.LEAD, by=None, at=cast.at)
    for by in (cast.amina.person, cast.grace):
        row = request(cast, window, by=by)
        with pytest.raises(actions.CannotDecideExtension) as refused:
            actions.decide_extension(
                extension=row, granted=True, why="Yes.", by=cast.amina.person, at=cast.at
            )
        assert refused.value.codes == ("own_request",)
        actions.decide_extension(extension=row, granted=False, why="No.", by=cast.helen, at=cast.at)


def test_second_click_and_second_lead_change_nothing(cast, window):
    row = request(cast, window)
    first, second = cast.browser("grace"), cast.browser("helen")
    assert [first.post(url_of(cast, row), grant()).status_code for _ in range(2)] == [302, 302]
    other = second.post(url_of(cast, row), grant(decision="refused", why="I would not."))
    assert other.status_code == 422
    assert "Someone has already decided this request." in other.content.decode()
    assert "I would not." in other.content.decode()
    assert ExtensionDecision.objects.get().granted
    assert Letter.objects.filter(subject__startswith="Your request").count() == 1


# --- standing arrangements -------------------------------------------------------------------------------------


def time_of(cast):
    return f"/sit/cohorts/{cast.cohort.slug}/enrolments/{cast.amina.reference}/time/"


def test_arrangement_applies_to_this_window_and_later_ones_and_both_sides_see_it(cast, window):
    fields = {"extra_days": "2", "arrangement": "25 % more time"}
    browser = cast.browser("grace")
    assert [browser.post(time_of(cast), fields).status_code for _ in range(2)] == [302, 302]
    assert AccessTime.objects.count() == 1
    assert close_of(window, cast) == datetime(2026, 10, 29, tzinfo=UTC)
    later = make_window(cast, paper=window.paper, opens_on=date(2027, 3, 22))
    assert close_of(later, cast) == datetime(2027, 3, 31, 23, tzinfo=UTC)
    for who, page in (("grace", time_of(cast)), ("amina", OWN)):
        text = cast.browser(who).get(page).content.decode()
        assert "25 % more time" in text
        assert "Grace Penhaligon" in text
        assert "Wednesday 28 October 2026, 23:59 (Europe/London)" in text
    assert Letter.objects.filter(subject="Extra time for your written assessments").count() == 1


def test_arrangement_does_not_reopen_a_window_that_is_over(cast, window):
    actions.grant_access_time(
        enrolment=cast.amina, extra_days=3, arrangement="More time", by=cast.grace, at=CLOSES
    )
    assert close_of(window, cast) == CLOSES


@pytest.mark.parametrize("days", ["0", "-1", "61", "1.5", "1e3", "NaN", "9" * 30, "two", ""])
def test_invalid_number_of_days_is_refused(cast, window, days):
    response = cast.browser("grace").post(time_of(cast), {"extra_days": days, "arrangement": "More time"})
    assert response.status_code == 422
    assert "More time" in response.content.decode()
    assert not AccessTime.objects.exists()


def test_no_one_may_give_extra_time_to_themselves(cast, window):
    people.give_role(person=cast.amina.person, role=Role.LEAD, by=None, at=cast.at)
    with pytest.raises(actions.CannotGrantAccessTime):
        actions.grant_access_time(
            enrolment=cast.amina, extra_days=1, arrangement="x", by=cast.amina.person, at=cast.at
        )


def test_participant_with_more_time_is_told_so_beside_the_length_of_the_window(cast, window):
    says = "counting the first and the last; by a decision, you have longer"
    assert says not in cast.browser("amina").get("/sit/").content.decode()
    actions.grant_access_time(
        enrolment=cast.amina,
        extra_days=1,
        arrangement="25 % more time",
        by=cast.people["grace"],
        at=cast.at,
    )
    assert says in cast.browser("amina").get("/sit/").content.decode()
    assert says not in cast.browser("ben").get("/sit/").content.decode()
