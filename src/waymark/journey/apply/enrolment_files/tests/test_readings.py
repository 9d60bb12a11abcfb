"""Which encoding a file of people was written in: every one that an office produces, and doubt where there is some."""

from __future__ import annotations

import pytest

from waymark.journey.apply.enrolment_files.letters import is_coherent, looks_wrong
from waymark.journey.apply.enrolment_files.preview import read_people
from waymark.journey.apply.enrolment_files.readings import DOUBLE, MIXED, UTF_8, UTF_16, read_text
from waymark.kit.email_addresses import is_email

WESTERN = (
    "José Núñez,Zoë Brontë-Sedge,Renée O’Hollin,Björn Ångström,Máire Ní Dhuibhne,Jürgen Weiß,François Côté"
)
CENTRAL = "Łukasz Wałęsa,Michał Wójcik,Jiří Dvořák,Šimić Petrović,Ágnes Kőrösi"
PLAIN = WESTERN.replace("’", "'")


@pytest.mark.parametrize(
    ("codec", "text", "encoding"),
    [
        ("utf-8", WESTERN, UTF_8),
        ("utf-8-sig", WESTERN, UTF_8),
        ("utf-16", CENTRAL, UTF_16),
        ("cp1252", WESTERN, "Windows-1252"),
        ("mac_roman", WESTERN, "Mac Roman"),
        ("cp850", PLAIN, "CP850"),
        ("cp1250", CENTRAL, "CP1250"),
        ("cp1252", "José Núñez", "Windows-1252"),
        ("mac_roman", "José Núñez", "Mac Roman"),
        ("cp850", "José Núñez", "CP850"),
        ("cp1252", "Zoë", "Windows-1252"),
        ("mac_roman", "Zoë", "Mac Roman"),
        ("cp850", "Zoë", "CP850"),
        ("cp1252", "Smith\u00a0,Jones", "Windows-1252"),
        ("cp1252", "O’Brien", "Windows-1252"),
        ("mac_roman", "O’Brien", "Mac Roman"),
        ("cp1250", "Zdeňka Černá", "CP1250"),
        ("ascii", "Ann Lee", UTF_8),
    ],
)
def test_names_are_read_as_they_were_written(codec: str, text: str, encoding: str) -> None:
    readings = read_text(text.encode(codec))
    assert readings.likeliest.text == text
    assert readings.likeliest.encoding == encoding
    assert readings.is_sure


@pytest.mark.parametrize("taken_for", ["cp1252", "latin_1", "mac_roman", "cp850"])
def test_double_utf_8_is_turned_back(taken_for: str) -> None:
    text = "José Núñez,Renée,Jürgen"
    readings = read_text(text.encode().decode(taken_for).encode())
    assert (readings.likeliest.encoding, readings.likeliest.text, readings.is_sure) == (DOUBLE, text, True)


def test_what_was_misread_before_it_was_saved_is_offered_mended_but_not_changed() -> None:
    readings = read_text("JosŽ Nœ–ez".encode())
    assert readings.likeliest.text == "JosŽ Nœ–ez"
    assert readings.others[0].text == "José Núñez"
    assert readings.needs_choice


def test_two_readings_that_could_both_be_meant_are_shown() -> None:
    readings = read_text("Mülek Zrinya,Hañel".encode("cp1252"))
    assert not readings.is_sure
    assert readings.likeliest.text == "Mülek Zrinya,Hañel"
    assert "CP1250" in {other.encoding for other in readings.others}


def test_letters_lost_in_a_lossy_export_are_a_doubt() -> None:
    people = read_people(
        b"First name,Last name,Email\nJos?,N??ez,j@b.example\nAnn,Lee,a@b.example\n", is_email=is_email
    )
    assert not people["sure"]
    assert [bool(row["doubts"]) for row in people["rows"]] == [True, False]


def test_lines_in_another_encoding_are_read_and_doubted() -> None:
    data = "José,a\nZoë,b\n".encode() + "Renée,c\n".encode("cp1252")
    readings = read_text(data)
    assert (readings.likeliest.encoding, readings.likeliest.text) == (MIXED, "José,a\nZoë,b\nRenée,c\n")
    assert readings.needs_choice


@pytest.mark.parametrize(
    ("word", "is_one_language"),
    [("Núñez", True), ("Núńez", False), ("Jiøí", False), ("Jiří", True), ("Weiß-Łuk", True), ("李", True)],
)
def test_accents_that_no_language_uses_together_are_noticed(word: str, is_one_language: bool) -> None:
    assert is_coherent(word) is is_one_language


def test_a_very_long_word_is_looked_at_quickly() -> None:
    assert not looks_wrong("é" * 2_000_000)


def test_the_shape_that_the_command_prints() -> None:
    data = "First name(s),Surname,E-mail,TRN,School,Trust\nJosé,Núñez,Jose@a.example,RP99/12345,S,T\n"
    people = read_people(data.encode("mac_roman"), is_email=is_email)
    assert people == {
        "encoding": "Mac Roman",
        "sure": True,
        "rows": [
            {
                "name": "José Núñez",
                "email": "jose@a.example",
                "trn": "9912345",
                "doubts": ["We read the TRN as 9912345."],
            }
        ],
    }
