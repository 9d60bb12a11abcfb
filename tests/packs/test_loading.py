"""Both packs load, give what the documents give, and mark what they assume."""

import re
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.packs.planting import ASSUMED, NOTES, PROGRAMME, sound
from waymark.ground.programmes import england
from waymark.ground.programmes.checks.pack import hours
from waymark.ground.programmes.loader import digest_of, load_pack, load_source, read_files
from waymark.ground.programmes.months import Days, days_of, months_later
from waymark.ground.programmes.starter import CannotStart, new_pack
from waymark.ground.programmes.values import Actor, Comparator, Framework, Gate, Programme, Way

PACKS = Path(__file__).parents[2] / "packs"
UCL, LLSE = "ucl-npqel-2025", "llse-npqel"
BOTH = pytest.mark.parametrize("name", [UCL, LLSE])


def programme(name: str) -> Programme:
    loaded = load_pack(PACKS / name)
    assert loaded.findings == ()
    assert loaded.programme is not None
    return loaded.programme


def framework() -> Framework:
    loaded = load_pack(PACKS / UCL).framework
    assert loaded is not None
    return loaded


@BOTH
def test_a_pack_has_the_name_of_its_folder(name: str):
    assert programme(name).id == name


@pytest.mark.parametrize(
    ("name", "base", "comparator", "asked_at"),
    [(UCL, 4440, Comparator.AT_LEAST, Gate.SITTING), (LLSE, 4200, Comparator.GREATER_THAN, Gate.AWARD)],
)
def test_base_minutes_and_engagement_rule(name: str, base: int, comparator: Comparator, asked_at: Gate):
    pack = programme(name)
    assert pack.base_minutes == base
    assert (pack.engagement.comparator, pack.engagement.asked_at) == (comparator, asked_at)
    assert pack.engagement.share * 100 == 90


def test_llse_hours_by_component():
    pack = programme(LLSE)
    minutes = {
        component.title: sum(item.minutes for item in pack.items if item.component == component.id)
        for component in pack.components
    }
    assert list(minutes.values()) == [960, 600, 360, 480, 600, 360, 240, 120, 480]
    assert [component.minutes for component in pack.components] == list(minutes.values())
    assert pack.item("case-study").way is Way.WORKED
    assert pack.item("case-study").counts


def test_all_llse_items_are_assumed():
    pack = programme(LLSE)
    assert all(item.assumed and item.plan.assumed for item in pack.items)
    assert "assessment.pass_numerator" in pack.assumed
    assert "pass_numerator" in pack.assessment.assumed
    assert "max_words" not in pack.assessment.assumed


def test_ucl_route_map_has_every_line_as_printed():
    pack = programme(UCL)
    lines = {item.line.number: item for item in pack.items if item.line}
    signposts = {signpost.line.number: signpost for signpost in pack.signposts}
    assert sorted([*lines, *signposts]) == list(range(32))
    assert sorted(lines) == list(range(1, 28))
    assert all(item.span and item.span.as_printed for item in lines.values())
    assert sum(item.minutes for item in lines.values()) == 4155
    first = lines[6].span
    assert first is not None
    assert (first.as_printed, first.first, first.taken_first) == ("September 2026", "2026-09", "2025-09")
    assert first.reason


def test_ucl_items_that_do_not_count():
    pack = programme(UCL)
    outside = [item for item in pack.items if not item.counts]
    assert sum(item.minutes for item in outside) == 255
    assert {item.id for item in pack.items if item.actor is Actor.MENTOR} == {
        "check-in-1",
        "check-in-2",
        "check-in-3",
        "impact-report-2",
        "impact-report-3",
    }
    assert pack.item("residential-1").alternatives == ("Manchester", "Oxford")
    assert pack.stated_minutes == 4500


def test_fee_and_windows():
    pack = programme(UCL)
    assert pack.fee is not None
    assert (pack.fee.pence, pack.fee.vat_extra) == (409_900, True)
    assert [window.first for window in pack.assessment.windows] == ["2026-10", "2027-01"]
    assert pack.provider.enquiries_hours == 48


@BOTH
def test_the_plan_avoids_weekends_holidays_and_breaks(name: str):
    pack = programme(name)
    start = pack.plan_start
    assert start is not None
    opens = start + timedelta(days=pack.assessment.plan.day)
    assert opens == date(2026, 10, 19)
    assert (pack.assessment.opens_time.isoformat(), pack.assessment.closes_time.isoformat()) == (
        "00:01:00",
        "23:59:00",
    )
    for item in pack.items:
        first = start + timedelta(days=item.plan.day)
        last = start + timedelta(days=item.plan.until_day or item.plan.day)
        assert start <= first <= last < opens, item.id
        if item.way in (Way.ATTENDED, Way.MET, Way.COACHED):
            assert item.plan.starts is not None
            assert max(first.weekday(), last.weekday()) < 5, item.id
            assert england.bank_holidays_in(Days(first, last)) == []
            assert england.school_breaks_in(Days(first, last)) == []


@BOTH
def test_question_sets_and_study_pages_have_the_right_size(name: str):
    pack = programme(name)
    codes = {statement.code for section in framework().sections for statement in section.statements}
    for item in pack.items:
        if item.way is Way.ANSWERED:
            assert 3 <= len(pack.question_set(item.question_set or "").questions) <= 6
        if item.way is Way.STUDIED:
            assert sum(page.minutes for page in item.pages) == item.minutes
        for page in item.pages:
            assert 150 <= len(page.text.split()) <= 300, page.id
            assert set(page.statements) <= codes
            assert page.statements


@BOTH
def test_a_demonstration_pack_has_no_real_address(name: str):
    pack, text = programme(name), "\n".join(read_files(PACKS / name).values())
    assert pack.demonstration
    assert all(domain.endswith(".example") for domain in re.findall(r"[\w.]+@([\w.]+)", text))
    assert "://" not in "\n".join(
        text for file, text in read_files(PACKS / name).items() if "frameworks" not in file
    )


@BOTH
def test_the_same_files_give_the_same_pack_and_digest(name: str):
    loaded = load_pack(PACKS / name)
    assert dict(loaded.files) == read_files(PACKS / name)
    assert load_source(loaded.files).programme == loaded.programme
    assert load_source(loaded.files).framework == loaded.framework
    reversed_files = dict(reversed(list(loaded.files.items())))
    assert digest_of(reversed_files) == digest_of(loaded.files)
    assert digest_of({**loaded.files, "notes.yaml": "notes: []"}) != digest_of(loaded.files)
    assert len(digest_of(loaded.files)) == 64


def test_published_files_include_the_framework():
    assert "frameworks/npqel/framework.yaml" in read_files(PACKS / UCL)


@pytest.mark.parametrize(
    ("where", "file", "line"),
    [
        ("components.seminars", "programme.yaml", "- id: seminars"),
        ("components.seminars.modes_printed", "programme.yaml", "modes_printed: [in_person, online_live]"),
        ("components.seminars.count", "programme.yaml", "- id: seminars"),
        ("assessment.max_words", "programme.yaml", "max_words: 1500"),
        (
            "items.workshop-2.plan",
            "assumed.yaml",
            'plan: {day: 169, starts: "09:30", venue: Winchester}  # Tue 14 Oct 2025',
        ),
        (
            "frameworks.npqel.sections.teaching.statements.2.1",
            "frameworks/npqel/framework.yaml",
            '- code: "2.1"',
        ),
        ("nowhere.at.all", "programme.yaml", "id: llse-npqel"),
    ],
)
def test_a_dotted_place_has_a_line_and_column(where: str, file: str, line: str):
    loaded = load_pack(PACKS / LLSE)
    place = loaded.place(where)
    text = loaded.files[place.file].splitlines()[place.line - 1]
    assert (place.file, text.strip()) == (file, line)
    assert text[place.column - 1] != " "


def test_assumed_entries_are_merged_by_place_and_by_id():
    files = sound()
    files[ASSUMED] += """
  - place: items
    reason: The document forgot the farewell.
    value:
      - id: workshop-2
        footnotes: ["*"]
      - {id: farewell, title: Farewell, way: met, mode: group, actor: participant, minutes: 0, counts: false,
         catch_up: none, plan: {day: 130, starts: "16:00"}}
  - place: provider.applies_through
    reason: Nobody said so.
    value: By letter
"""
    loaded = load_source(files)
    pack = loaded.programme
    assert pack is not None
    assert loaded.findings == ()
    assert pack.items[-1].id == "farewell"
    assert pack.items[-1].assumed is not None
    assert pack.items[-1].plan.assumed is not None
    assert pack.item("workshop-2").footnotes == ("*",)
    assert pack.item("workshop-2").assumed is None
    assert pack.assumed["items.workshop-2.footnotes"].reason == "The document forgot the farewell."
    assert pack.provider.applies_through == "By letter"
    assert loaded.place("items.farewell.title").file == ASSUMED


def test_codes_keep_their_zeros_without_quotes():
    files = sound()
    files[PROGRAMME] = files[PROGRAMME].replace('statements: ["1.1", "1.2"]', "statements: [1.10, 1.1]")
    pack = load_source(files).programme
    assert pack is not None
    assert pack.item("workshop-1").statements == ("1.10", "1.1")


def test_a_new_pack_has_no_problems(tmp_path: Path):
    home = new_pack("our-programme", tmp_path)
    loaded = load_pack(home)
    assert loaded.findings == ()
    assert loaded.programme is not None
    assert loaded.programme.id == "our-programme"
    assert loaded.framework is not None
    with pytest.raises(CannotStart, match="already exists"):
        new_pack("our-programme", tmp_path)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path):
    (tmp_path / "a-file").touch()
    with pytest.raises(CannotStart, match="can’t be written"):
        new_pack("our-programme", tmp_path / "a-file")


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [(1620, "27 h"), (327, "5 h 27 min"), (45, "45 min"), (0, "0 min")],
)
def test_minutes_are_written_as_hours_and_minutes(minutes: int, expected: str):
    assert hours(minutes) == expected


@pytest.mark.parametrize("name", ["", "Our Programme", "../up", "a" * 61, "-a", "n\n"])
def test_the_name_of_a_pack_must_be_an_id(tmp_path: Path, name: str):
    with pytest.raises(CannotStart, match="can’t be the name of a pack"):
        new_pack(name, tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2025, 4, 28), 18, date(2026, 10, 28)),
        (date(2025, 8, 31), 18, date(2027, 2, 28)),
        (date(2026, 8, 31), 18, date(2028, 2, 29)),
        (date(2025, 12, 1), 1, date(2026, 1, 1)),
        (date(2025, 11, 30), 1, date(2025, 12, 30)),
    ],
)
def test_months_are_calendar_months(day: date, months: int, later: date):
    assert months_later(day, months) == later


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2028-02", Days(date(2028, 2, 1), date(2028, 2, 29))),
        ("2026-10-19", Days(date(2026, 10, 19), date(2026, 10, 19))),
        ("2026-13", None),
        ("2026-02-30", None),
        ("1999-01", None),
        ("2026", None),
        ("2026-1", None),
        ("2026-01\n", None),
        ("٢٠٢٦-٠١", None),
    ],
)
def test_months_and_days_as_packs_write_them(text: str, days: Days | None):
    assert days_of(text) == days


def test_bank_holidays_and_breaks_fall_on_weekdays():
    holidays = england.bank_holidays()
    assert [sum(day.year == year for day in holidays) for year in (2025, 2026, 2027)] == [8, 8, 8]
    assert all(day.weekday() < 5 for day in holidays)
    assert all(days.first.weekday() < 5 and days.first <= days.last for days, _ in england.school_breaks())


def test_reading_a_pack_does_not_import_django():
    code = (
        "import sys; from pathlib import Path\n"
        "from waymark.ground.programmes import checker, loader, manual, starter\n"
        f"checker.check(loader.load_pack(Path({str(PACKS / UCL)!r})))\n"
        "sys.exit(any(name.split('.')[0] == 'django' for name in sys.modules))"
    )
    source = str(PACKS.parent / "src")
    assert (
        subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": source}, check=False).returncode == 0
    )


def test_notes_written_for_earlier_versions_are_still_read():
    files = sound()
    files[NOTES] = "notes: [{code: N1, where: title, says: It is odd., mend: Ask the provider.}]"
    loaded = load_source(files)
    assert loaded.findings == ()
    assert loaded.programme is not None
    assert [note.fix for note in loaded.programme.notes] == ["Ask the provider."]
