"""What the server does for the copies on a device: whose they are, and who is refused."""

from __future__ import annotations

import base64

from django.contrib.sessions.models import Session
from django.urls import reverse

from waymark.journey.sit.models import AlternateVersion, Answer
from waymark.journey.sit.tests.makers import make_sitting, make_window
from waymark.journey.sit.tests.pages import autosave, url
from waymark.journey.sit.writing.writer import HEADER, device_keys_of, keys_of


def test_the_desk_says_for_whom_it_was_made(cast):
    sitting = make_sitting(cast)
    answer = cast.browser("amina").get(url("desk", sitting))
    (key,) = keys_of(sitting.enrolment.person.account_id)
    assert answer.headers[HEADER] == key
    assert f'data-writer="{key}"' in answer.content.decode()
    assert str(sitting.enrolment.person.account_id) != key


def test_a_secret_that_was_replaced_still_gives_the_earlier_key(settings):
    settings.SECRET_KEY = "the first"
    (before,) = keys_of(7)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "the second", ["the first"]
    assert keys_of(7)[1] == before
    assert keys_of(7)[0] != before
    assert keys_of(8)[1] != before


def test_a_save_with_another_persons_session_is_refused_and_kept_nowhere(cast):
    window = make_window(cast)
    sitting = make_sitting(cast, window=window)
    (key,) = keys_of(sitting.enrolment.person.account_id)
    answer = autosave(cast.browser("ben"), sitting, "Not Ben's.", **{HEADER: key})
    assert (answer.status_code, answer.json()["code"]) == (403, "other_person")
    assert "From" not in answer.content.decode()
    assert not Answer.objects.exclude(text="").exists()
    assert not AlternateVersion.objects.exists()


def test_signed_out_is_said_before_anything_else(cast):
    sitting = make_sitting(cast)
    browser = cast.browser("amina")
    Session.objects.all().delete()
    answer = autosave(browser, sitting, "Words.", **{HEADER: "whoever"})
    assert (answer.status_code, answer.json()["code"]) == (401, "signed_out")


def test_the_worker_is_a_script_that_is_asked_for_anew(client, db):
    answer = client.get(reverse("sit:worker"))
    assert answer.headers["content-type"] == "text/javascript"
    assert answer.headers["cache-control"] == "no-cache"
    assert b"addEventListener" in answer.content


def test_whoever_signs_in_or_out_takes_pages_off_the_device(cast, client, db):
    assert "sit/signing_in_here.js" in client.get(reverse("account_login")).content.decode()
    page = cast.browser("amina").get(reverse("account_logout")).content.decode()
    (key,) = keys_of(cast.amina.person.account_id)
    assert "sit/signing_out.js" in page
    assert f'data-writer="{key}"' in page


def test_anyone_who_is_signed_in_gets_the_keys_of_their_own_words(cast, settings, client):
    account_id = cast.amina.person.account_id
    settings.SECRET_KEY_FALLBACKS = ["an earlier secret"]
    answer = cast.browser("amina").get(reverse("sit:device_keys"))
    keys = answer.json()["keys"]
    assert list(keys) == list(keys_of(account_id))
    assert all(len(base64.b64decode(key)) == 32 for key in keys.values())
    assert len(set(keys.values())) == 2
    assert "no-store" in answer.headers["cache-control"]
    others = cast.browser("ben").get(reverse("sit:device_keys")).json()["keys"]
    assert not set(keys.items()) & set(others.items())
    assert client.get(reverse("sit:device_keys")).status_code == 302


def test_no_page_that_a_device_keeps_carries_a_key(cast):
    sitting = make_sitting(cast)
    page = cast.browser("amina").get(url("desk", sitting)).content.decode()
    for key in device_keys_of(sitting.enrolment.person.account_id).values():
        assert key not in page
