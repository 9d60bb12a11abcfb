"""Shapes of input, and how a form becomes a part's content. A draft may be incomplete: little is required here."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from waymark.ground.papers.parts import Content
from waymark.ground.papers.wanted import Wanted
from waymark.ground.papers.words import ASKS
from waymark.kit import forms
from waymark.kit.formatting import counted

MOST_POINTS = 100
LEVELS = 6
OMISSIONS = 3
A_LINE = {"max_length": 200, "required": False}
A_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,39}")


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class PartForm(forms.Form):
    """`base` says which wording the setter began from, so that nobody's is overwritten unseen."""

    base = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    @classmethod
    def initial_of(cls, content: Content) -> dict[str, Any]:
        return dict(content)

    def begin_from(self, digest: str) -> None:
        """From here on the form begins from that wording; what was typed stays in it."""
        data: Any = self.data
        typed = data.copy()
        typed["base"] = digest
        self.data = typed

    @property
    def content(self) -> Content:
        """What was said, as `parts` wants it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "base"}


class NewPaperForm(forms.Form):
    code = forms.CharField(
        label="Code", help_text="Short, such as LLSE-B. It stays.", max_length=40, width=10
    )
    title = forms.CharField(
        label="Title",
        max_length=200,
        help_text="Programme leads see code and title before a window opens: let it tell nothing of the case.",
    )
    case_title = forms.CharField(label="Title of the case", max_length=200, required=False)
    programme = forms.ChoiceField(label="For which programme?", widget=forms.RadioSelect)

    def __init__(self, *args: Any, programmes: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["programme"]
        field.choices = programmes
        if len(programmes) == 1:
            field.initial = programmes[0][0]

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if not A_CODE.fullmatch(code):
            raise forms.ValidationError("Write letters, digits and hyphens, at most 40.")
        return code


class DetailsForm(PartForm):
    title = forms.CharField(
        label="Title",
        help_text="Programme leads see it before a window opens: let it tell nothing of the case.",
        **A_LINE,
    )
    case_title = forms.CharField(label="Title of the case", **A_LINE)
    numerator = forms.IntegerField(label="Pass mark: points needed", min_value=0, max_value=10_000, width=4)
    denominator = forms.IntegerField(
        label="Of how many", help_text="60 of 100 is 60 per cent.", min_value=1, max_value=10_000, width=4
    )

    @classmethod
    def initial_of(cls, content: Content) -> dict[str, Any]:
        kept = {name: content[name] for name in ("title", "case_title")}
        return {**kept, **content["pass_mark"]}

    @property
    def content(self) -> Content:
        said = self.cleaned_data
        mark = {name: said[name] for name in ("numerator", "denominator")}
        return {"title": said["title"], "case_title": said["case_title"], "pass_mark": mark}


class CaseForm(PartForm):
    text = forms.CharField(
        label="The case",
        required=False,
        strip=False,
        max_length=200_000,
        widget=area(28),
        help_text="Markdown: ## for a heading, - for a list, | for a table, a blank line between paragraphs.",
    )


class QuestionForm(PartForm):
    title = forms.CharField(label="The question", **A_LINE)
    preamble = forms.CharField(
        label="Preamble",
        help_text="What it is about, and what is not asked.",
        required=False,
        max_length=4000,
        widget=area(4),
    )
    sub_questions = forms.CharField(
        label="Sub-questions", help_text="One on each line.", required=False, max_length=4000, widget=area(5)
    )
    guidance_words = forms.IntegerField(
        label="Word guidance", required=False, min_value=0, max_value=100_000, width=5
    )
    strands = forms.MultipleChoiceField(
        label="Strands it draws on", required=False, widget=forms.CheckboxSelectMultiple
    )
    asks_for = forms.MultipleChoiceField(
        label="What it asks for",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=list(ASKS.items()),
    )

    def __init__(self, *args: Any, strands: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["strands"]
        field.choices = strands

    @classmethod
    def initial_of(cls, content: Content) -> dict[str, Any]:
        return {**content, "sub_questions": "\n".join(content["sub_questions"])}

    @property
    def content(self) -> Content:
        said = super().content
        lines = [" ".join(line.split()) for line in said["sub_questions"].splitlines()]
        return {
            **said,
            "sub_questions": [line for line in lines if line],
            "guidance_words": said["guidance_words"] or 0,
        }


class CriterionForm(PartForm):
    title = forms.CharField(label="Criterion", **A_LINE)
    looks_for = forms.CharField(label="What it looks for", required=False, max_length=4000, widget=area(3))
    questions = forms.MultipleChoiceField(
        label="Questions that feed it", required=False, widget=forms.CheckboxSelectMultiple
    )
    statements = forms.CharField(
        label="Statements it credits",
        help_text="Codes of the framework, with commas between, such as 8.1, 8.4.",
        **A_LINE,
    )

    def __init__(
        self, *args: Any, questions: Sequence[tuple[str, str]], wanted: Wanted | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.wanted = wanted
        field: Any = self.fields["questions"]
        field.choices = questions
        for number in range(LEVELS):
            self._add_level(number)

    def _add_level(self, number: int) -> None:
        named = {"required": False, "max_length": 2000}
        self.fields[f"points-{number}"] = forms.IntegerField(
            label="Points", required=False, min_value=0, max_value=MOST_POINTS, width=3
        )
        self.fields[f"label-{number}"] = forms.CharField(label="Name", **A_LINE)
        self.fields[f"says-{number}"] = forms.CharField(label="What it says", **named, widget=area(2))
        self.fields[f"feedback-{number}"] = forms.CharField(
            label="Sentence for the letter", **named, widget=area(2)
        )

    def levels(self) -> list[list[Any]]:
        """The fields of each level, for the page."""
        names = ("points", "label", "says", "feedback")
        return [[self[f"{name}-{number}"] for name in names] for number in range(LEVELS)]

    def plain(self) -> list[Any]:
        return [self[name] for name in ("title", "looks_for", "questions", "statements")]

    @classmethod
    def initial_of(cls, content: Content) -> dict[str, Any]:
        said = {**content, "statements": ", ".join(content["statements"])}
        feedback: Mapping[str, str] = content["feedback"]
        for number, level in enumerate(content["levels"][:LEVELS]):
            said |= {f"{name}-{number}": level[name] for name in ("points", "label", "says")}
            said[f"feedback-{number}"] = feedback.get(str(level["points"]), "")
        return said

    def clean_statements(self) -> str:
        said: str = self.cleaned_data["statements"]
        unknown = [one for one in _codes(said) if self.wanted and one not in self.wanted.statements]
        if unknown:
            raise forms.ValidationError(f"The framework has no statement {', '.join(unknown[:5])}.")
        return said

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = self.cleaned_data
        for number in range(LEVELS):
            words = [said.get(f"{name}-{number}") for name in ("label", "says", "feedback")]
            if any(words) and said.get(f"points-{number}") is None and f"points-{number}" not in self.errors:
                self.add_error(f"points-{number}", f"Say how many points level {number + 1} gives.")
        points = [said.get(f"points-{number}") for number in range(LEVELS)]
        given = [one for one in points if one is not None]
        for number, one in enumerate(points):
            if one is not None and one in points[:number] and len(given) != len(set(given)):
                self.add_error(
                    f"points-{number}", f"Another level gives {counted(one, 'point', 'points')} already."
                )
        return said

    @property
    def content(self) -> Content:
        said = self.cleaned_data
        rows = [number for number in range(LEVELS) if said[f"points-{number}"] is not None]
        levels = [{name: said[f"{name}-{number}"] for name in ("points", "label", "says")} for number in rows]
        sentences = {str(said[f"points-{number}"]): said[f"feedback-{number}"] for number in rows}
        return {
            "title": said["title"],
            "looks_for": said["looks_for"],
            "questions": said["questions"],
            "statements": _codes(said["statements"]),
            "levels": levels,
            "feedback": {points: text for points, text in sentences.items() if text},
        }


def _codes(said: str) -> list[str]:
    return list(dict.fromkeys(one for one in re.split(r"[,;\s]+", said) if one))


class OmissionsForm(PartForm):
    """Three places; a paper from a file may bring more, which the check says."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, OMISSIONS + 1):
            self.fields[f"says-{number}"] = forms.CharField(
                label=f"Omission {number}: without this, a script fails",
                required=False,
                max_length=1000,
                widget=area(2),
            )
            self.fields[f"why-{number}"] = forms.CharField(
                label=f"Why omission {number} is vital", required=False, max_length=2000, widget=area(2)
            )

    @classmethod
    def initial_of(cls, content: Content) -> dict[str, Any]:
        rows = enumerate(content["omissions"][:OMISSIONS], start=1)
        return {f"{name}-{number}": one[name] for number, one in rows for name in ("says", "why")}

    @property
    def content(self) -> Content:
        said = self.cleaned_data
        rows: list[dict[str, str]] = []
        for number in range(1, OMISSIONS + 1):
            if said[f"says-{number}"] or said[f"why-{number}"]:
                row = {name: said[f"{name}-{number}"] for name in ("says", "why")}
                rows.append({"id": f"o{len(rows) + 1}", **row})
        return {"omissions": rows}


class ExhibitForm(forms.Form):
    file = forms.FileField(
        label="File",
        max_length=255,
        help_text="PDF, PNG, JPEG or CSV, at most 5 MB. Participants download it beside the case.",
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg,.csv"}),
    )


class ReviewForm(forms.Form):
    fingerprint = forms.CharField(widget=forms.HiddenInput, max_length=64)
    verdict = forms.ChoiceField(
        label="May it be locked as it is?",
        widget=forms.RadioSelect,
        choices=[("yes", "Yes: I have read all of it"), ("no", "No: something must change first")],
    )
    says = forms.CharField(
        label="What you found",
        required=False,
        max_length=10_000,
        widget=area(6),
        help_text="Setters read it.",
    )

    def begin_from(self, fingerprint: str) -> None:
        """From here on the review is of that text; what was typed stays in it."""
        data: Any = self.data
        typed = data.copy()
        typed["fingerprint"] = fingerprint
        self.data = typed

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = self.cleaned_data
        if said.get("verdict") == "no" and not said.get("says"):
            self.add_error("says", "Say what must change first.")
        return said


class SeriesForm(forms.Form):
    series = forms.CharField(
        label="Series", max_length=60, help_text="Papers of one series are parallel: they ask the same."
    )
    letter = forms.CharField(label="Form", max_length=4, width=3, help_text="A, B, C: once in a series.")

    def clean_letter(self) -> str:
        letter = str(self.cleaned_data["letter"]).upper()
        if not (letter.isascii() and letter.isalnum()):
            raise forms.ValidationError("Write a letter, such as B.")
        return letter
