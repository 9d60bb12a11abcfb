"""An installation begins with four commands: a provider with its lead, a pack, a paper, the staff."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from tests.cast import PACKS, PASSWORD
from tests.emails import newest_link
from tests.world.papers import FOLDER
from waymark.cli.main import main
from waymark.ground.papers.queries import find_paper
from waymark.ground.people.models import Person, Provider
from waymark.ground.people.queries import roles_of
from waymark.ground.people.roles import Role
from waymark.ground.programmes.models import PublishedProgramme

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

SITE = "https://npq.our.example"
PACK = str(PACKS / "llse-npqel")
PAPER = FOLDER
PROVIDER = {
    "--name": "Our Provider",
    "--short-name": "Our",
    "--enquiries": "npq@our.example",
    "--lead-name": "Ada Example",
    "--lead-email": "Ada@our.example",
    "--address": SITE,
}
FAY = {"--provider": "llse", "--role": "facilitator", "--name": "Fay Abernethy", "--address": SITE}

Say = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def hosts(settings: object) -> None:
    settings.ALLOWED_HOSTS = ["npq.our.example", "localhost"]  # type: ignore[attr-defined]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    """Says a command; gives the exit code, stdout and stderr."""

    def run(*words: str) -> tuple[int, str, str]:
        code = main(words)
        heard = capsys.readouterr()
        assert "Traceback" not in heard.err
        return code, heard.out, heard.err

    return run


def options(values: dict[str, str]) -> list[str]:
    return [word for pair in values.items() for word in pair]


def begin(say: Say, **more: str) -> tuple[int, str, str]:
    changed = {f"--{key.replace('_', '-')}": value for key, value in more.items()}
    return say("add-provider", "llse", *options(PROVIDER | changed))


def invite(say: Say, email: str = "fay@our.example", **more: str) -> tuple[int, str, str]:
    return say("invite", email, *options(FAY | {f"--{key}": value for key, value in more.items()}))


@pytest.fixture
def our(say: Say) -> Provider:
    assert begin(say)[0] == 0
    return Provider.objects.get(slug="llse")


def accepted(link: str) -> Client:
    """A browser that followed the link and chose a password."""
    browser = Client(headers={"host": "npq.our.example"})
    path = link.strip().removeprefix(SITE)
    assert browser.get(path).status_code == 200
    assert browser.post(path, {"password": PASSWORD}).status_code == 302
    return browser


def test_the_lead_comes_in_by_the_link_that_is_printed(say: Say) -> None:
    code, link, err = begin(say)
    assert (code, err, link.count("\n")) == (0, "", 1)
    provider = Provider.objects.get(slug="llse")
    assert not provider.demonstration
    lead = Person.objects.get(provider=provider)
    assert (lead.name, lead.email, roles_of(lead)) == (
        "Ada Example",
        "ada@our.example",
        frozenset({Role.LEAD}),
    )
    assert link.strip() == newest_link("ada@our.example")
    assert "Ada Example" in accepted(link).get("/", follow=True).content.decode()


@pytest.mark.parametrize(
    "changes",
    [
        {"name": " "},
        {"short_name": "x" * 61},
        {"short_name": "Our\x1b[0m"},
        {"name": "Our\udcff"},
        {"enquiries": "npq"},
        {"lead_name": " "},
        {"lead_email": "ada@our"},
        {"address": "npq.our.example"},
        {"address": "http://npq.our.example"},
        {"address": "https://npq.our.example/waymark"},
        {"address": "https://ada@npq.our.example"},
        {"address": "https://npq.our.example:none"},
        {"address": "https://[npq"},
        {"address": "https://npq.other.example"},
    ],
    ids=str,
)
def test_a_provider_that_makes_no_sense_leaves_nothing_behind(say: Say, changes: dict[str, str]) -> None:
    code, out, err = begin(say, **changes)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert not Provider.objects.exists()


@pytest.mark.parametrize("slug", ["Our", "our provider", "our/", "", "o" * 51])
def test_a_slug_is_short_and_plain(say: Say, slug: str) -> None:
    assert say("add-provider", slug, *options(PROVIDER))[0] == 2


def test_a_provider_is_added_once(say: Say, our: Provider) -> None:
    code, out, err = begin(say, name="Another")
    assert (code, out) == (2, "")
    assert "already a provider called llse" in err
    assert Person.objects.count() == 1


@pytest.mark.parametrize("role", ["lead", "facilitator", "coach", "setter", "marker", "senior", "board"])
def test_staff_are_invited(say: Say, our: Provider, role: str) -> None:
    code, link, err = invite(say, role=role)
    assert (code, err) == (0, "")
    assert roles_of(Person.objects.get(email="fay@our.example")) == {Role(role)}
    assert "Fay Abernethy" in accepted(link).get("/", follow=True).content.decode()


def test_who_is_invited_again_keeps_name_and_account(say: Say, our: Provider) -> None:
    accepted(invite(say)[1])
    code, link, err = invite(say, "FAY@our.example", role="coach", name="Fay Other")
    assert code == 0
    assert "is already known as Fay Abernethy" in err
    assert "asks for that account" in err
    assert roles_of(Person.objects.get(email="fay@our.example")) == {Role.FACILITATOR, Role.COACH}
    accepted(link)


@pytest.mark.parametrize(
    ("email", "changes"),
    [
        ("fay", {}),
        ("fay@our.example", {"provider": "other"}),
        ("fay@our.example", {"role": "participant"}),
        ("fay@our.example", {"name": "F" * 201}),
    ],
)
def test_an_invitation_that_makes_no_sense(
    say: Say, our: Provider, email: str, changes: dict[str, str]
) -> None:
    code, out, err = invite(say, email, **changes)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert Person.objects.count() == 1


def test_a_pack_is_published_once_for_the_same_files(say: Say, our: Provider) -> None:
    publish = ("publish", PACK, "--provider", "llse")
    code, first, err = say(*publish)
    assert code == 0
    assert first.startswith("llse-npqel, version 1, digest ")
    assert err.startswith("0 errors, ")
    assert say(*publish) == (0, first, "These files are already published. Nothing was changed.\n")
    printed = json.loads(say(*publish, "--format", "json")[1])
    published = PublishedProgramme.objects.get()
    assert printed == {"programme": "llse-npqel", "version": 1, "digest": published.pack_id, "new": False}


def changed_pack(folder: Path, old: str, new: str) -> str:
    pack = shutil.copytree(PACKS / "llse-npqel", folder / "llse-npqel")
    shutil.copytree(PACKS / "frameworks", folder / "frameworks")
    text = (pack / "programme.yaml").read_text("utf-8")
    assert old in text
    (pack / "programme.yaml").write_text(text.replace(old, new, 1), "utf-8")
    return str(pack)


def test_changed_files_are_the_next_version(say: Say, our: Provider, tmp_path: Path) -> None:
    say("publish", PACK, "--provider", "llse")
    pack = changed_pack(tmp_path, "\n", "\n# Looked at again.\n")
    assert say("publish", pack, "--provider", "llse")[1].startswith("llse-npqel, version 2, ")


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_pack_with_errors_prints_what_check_prints(
    say: Say, our: Provider, tmp_path: Path, form: str
) -> None:
    pack = changed_pack(tmp_path, "framework: ", "framework: no-such-")
    checked = say("check", pack, "--format", form)
    code, out, err = say("publish", pack, "--provider", "llse", "--format", form)
    assert (code, out) == checked[:2] == (1, checked[1])
    assert err == "The pack was not published.\n"
    assert not PublishedProgramme.objects.exists()


def test_the_id_of_another_providers_programme_is_taken(say: Say, our: Provider, tmp_path: Path) -> None:
    say("publish", PACK, "--provider", "llse")
    say("add-provider", "other", *options(PROVIDER))
    code, out, err = say(
        "publish", changed_pack(tmp_path, "slug: llse", "slug: other"), "--provider", "other"
    )
    assert (code, out) == (2, "")
    assert "Another provider already uses the id llse-npqel" in err


def test_another_providers_pack_is_not_published_under_this_one(say: Say, our: Provider) -> None:
    say("add-provider", "other", *options(PROVIDER))
    code, out, err = say("publish", PACK, "--provider", "other")
    assert (code, out) == (2, "")
    assert "This pack is Leadership Learning South East with the University of Winchester’s (`llse`" in err
    assert "--provider llse" in err
    assert not PublishedProgramme.objects.exists()


def load(say: Say, folder: Path | str = PAPER, *more: str) -> tuple[int, str, str]:
    return say("load-paper", str(folder), "--provider", "llse", *more)


@pytest.fixture
def published(say: Say, our: Provider) -> Provider:
    assert say("publish", PACK, "--provider", "llse")[0] == 0
    return our


@pytest.fixture
def reviewed(say: Say, published: Provider) -> list[str]:
    """What locks a paper on the command line: a setter who answers for it."""
    assert invite(say, "rae@our.example", role="setter", name="Rae Second")[0] == 0
    return ["--lock", "--reviewed-by", "rae@our.example"]


def test_a_paper_is_loaded_and_later_locked(say: Say, published: Provider, reviewed: list[str]) -> None:
    assert load(say) == (0, "LLSE-A, not locked\n", "")
    code, out, err = load(say, PAPER, *reviewed)
    paper = find_paper(provider=published, code="LLSE-A")
    assert paper is not None
    assert (code, out) == (0, f"LLSE-A, locked, fingerprint {paper.lock.fingerprint}\n")
    assert "already loaded" in err
    assert load(say, PAPER, *reviewed)[:2] == (0, out)
    assert paper.programme_slug == "llse-npqel"
    assert [review.by.email for review in paper.reviews.all()] == ["rae@our.example"]


def test_a_lock_needs_a_setter_who_answers_for_it(say: Say, published: Provider) -> None:
    assert "--reviewed-by" in load(say, PAPER, "--lock")[2]
    code, out, err = load(say, PAPER, "--lock", "--reviewed-by", "ada@our.example")
    assert (code, out) == (2, "")
    assert "is not a setter of llse" in err
    assert find_paper(provider=published, code="LLSE-A") is None


def test_an_error_of_the_check_keeps_a_paper_open(
    say: Say, published: Provider, reviewed: list[str], tmp_path: Path
) -> None:
    paper = shutil.copytree(PAPER, tmp_path / "paper")
    (paper / "case.md").write_text("A short case.", "utf-8")
    code, out, err = load(say, paper, *reviewed)
    assert (code, out) == (1, "")
    assert "Fix the errors found by the check" in err
    assert find_paper(provider=published, code="LLSE-A") is None


def test_a_practice_paper_needs_no_review(say: Say, published: Provider, tmp_path: Path) -> None:
    paper = shutil.copytree(PAPER, tmp_path / "paper")
    (paper / "case.md").write_text("A short case.", "utf-8")
    assert load(say, paper, "--practice", "--lock")[0] == 0
    kept = find_paper(provider=published, code="LLSE-A")
    assert kept is not None
    assert kept.is_practice


def test_files_of_the_case_come_with_it(say: Say, published: Provider, tmp_path: Path) -> None:
    paper = shutil.copytree(PAPER, tmp_path / "paper")
    (paper / "exhibits").mkdir(exist_ok=True)
    (paper / "exhibits/Figures.csv").write_text("school,pupils\nOne,12\n", "utf-8")
    assert load(say, paper)[0] == 0
    kept = find_paper(provider=published, code="LLSE-A")
    assert kept is not None
    assert "Figures.csv" in [exhibit.name for exhibit in kept.exhibits.all()]


def test_a_code_is_not_given_to_two_texts(say: Say, published: Provider, tmp_path: Path) -> None:
    load(say)
    paper = shutil.copytree(PAPER, tmp_path / "paper")
    (paper / "case.md").write_text("Another case.", "utf-8")
    code, out, err = load(say, paper)
    assert (code, out) == (2, "")
    assert "The case study has 2 words" in err
    assert "another code" in err


def test_a_short_case_is_said_and_loaded(say: Say, published: Provider, tmp_path: Path) -> None:
    paper = shutil.copytree(PAPER, tmp_path / "paper")
    (paper / "case.md").write_text("A short case.", "utf-8")
    code, out, err = load(say, paper)
    assert (code, out) == (0, "LLSE-A, not locked\n")
    sentence = "The case study has 3 words. The programme requires at least 2,000."
    assert err == f"Error: {sentence} (case.md, line 1)\n"


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("case_title: ", "case_name: ", "There is no key `case_name` here."),
        ("guidance_words: 450", "guidance_words: many", "must be a whole number"),
        ("points: 0", "points: -1", "greater than or equal to 0"),
        ("id: q2", "id: q1", "The id `q1` is already used."),
        ("id: q2", "id: Q 2", "The id `Q 2` must be up to 40 lower-case letters"),
        ("strands: [implementation", "strands: [weather", "There is no section `weather`."),
        ('statements: ["8.4"', 'statements: ["99.9"', "There is no statement `99.9`."),
        ("questions: [q1]", "questions: [q9]", "There is no question `q9`."),
        ("numerator: 60", "numerator: 160", "The pass mark must be greater than 0"),
        ("points: 1", "points: 0", "Two levels of `c1` give the same points."),
        ("code: LLSE-A", f"code: {'L' * 41}", "`code` has 41 characters"),
        ("code: LLSE-A", "code: [", "The bracket `[` that opens here isn’t closed"),
        ("code: LLSE-A", "code: !!python/name:os.system", "YAML tags"),
        ("  c1:", "  c9:", "There is no criterion `c9`."),
    ],
)
def test_a_bad_paper_is_said_in_sentences_with_places(
    say: Say, published: Provider, tmp_path: Path, old: str, new: str, sentence: str
) -> None:
    paper = shutil.copytree(PAPER, tmp_path / "paper")
    text = (paper / "paper.yaml").read_text("utf-8")
    assert old in text
    (paper / "paper.yaml").write_text(text.replace(old, new, 1), "utf-8")
    code, out, err = load(say, paper)
    assert (code, err) == (1, "The paper was not loaded.\n")
    assert sentence in out
    assert out.startswith("paper.yaml:")
    assert find_paper(provider=published, code="LLSE-A") is None


@pytest.mark.parametrize("case", ["", " \n", "A case\0"])
def test_a_case_that_cannot_be_read_is_an_error(
    say: Say, published: Provider, tmp_path: Path, case: str
) -> None:
    paper = shutil.copytree(PAPER, tmp_path / "paper")
    (paper / "case.md").write_text(case, "utf-8")
    code, out, _ = load(say, paper)
    assert code == 1
    assert out.startswith("case.md:1:")


def test_a_paper_needs_its_files_and_a_programme(say: Say, our: Provider, tmp_path: Path) -> None:
    assert "has no published programme" in load(say)[2]
    say("publish", PACK, "--provider", "llse")
    assert "is not a folder" in load(say, "no-such-paper")[2]
    assert "paper.yaml cannot be read" in load(say, tmp_path)[2]
    assert load(say, PAPER, "--programme", "other")[0] == 2
    say("publish", changed_pack(tmp_path, "id: llse-npqel", "id: llse-npqh"), "--provider", "llse")
    assert "one of: llse-npqel, llse-npqh" in load(say)[2]
    assert load(say, PAPER, "--programme", "llse-npqel")[0] == 0
