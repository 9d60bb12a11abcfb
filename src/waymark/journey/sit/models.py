"""The timed writing: a window, a sitting, answers with every revision, one submission, its receipt."""

from __future__ import annotations

from django.db import models

from waymark.journey.sit.rules import Window


class SittingWindow(models.Model):
    """Local date, times and zone are the truth; the two instants are worked out from them."""

    cohort = models.ForeignKey("cohorts.Cohort", on_delete=models.PROTECT, related_name="windows")
    paper = models.ForeignKey("papers.Paper", on_delete=models.PROTECT, related_name="windows")
    opens_on = models.DateField()
    opens_time = models.TimeField()
    days = models.PositiveSmallIntegerField()
    closes_time = models.TimeField()
    zone = models.CharField(max_length=60)
    opens_at = models.DateTimeField()
    closes_before = models.DateTimeField()
    tolerance_seconds = models.PositiveIntegerField()
    max_words = models.PositiveIntegerField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cohort", "opens_on"], name="window_once_per_day"),
            models.CheckConstraint(condition=models.Q(days__gte=1), name="window_has_a_day"),
            models.CheckConstraint(
                condition=models.Q(closes_before__gt=models.F("opens_at")),
                name="window_opens_before_it_closes",
            ),
        ]

    def __str__(self) -> str:
        return f"window of {self.cohort_id} from {self.opens_on}"

    @property
    def rules(self) -> Window:
        """What the rules need of it."""
        return Window(opens_at=self.opens_at, closes_before=self.closes_before, max_words=self.max_words)


class Sitting(models.Model):
    """One participant at the desk. Its row exists from the moment the desk is opened and declared."""

    window = models.ForeignKey(SittingWindow, on_delete=models.PROTECT, related_name="sittings")
    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="sittings")
    code = models.CharField(max_length=14, unique=True)
    declared = models.CharField(max_length=20)
    """Version of the declaration that was made on opening."""
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["window", "enrolment"], name="one_sitting_per_window")]

    def __str__(self) -> str:
        return self.code


class Answer(models.Model):
    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="answers")
    question_id = models.CharField(max_length=40)
    text = models.TextField(blank=True)
    rev = models.PositiveIntegerField(default=0)
    words = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True)
    sealed = models.BooleanField(default=False)
    """Set by submission and collection; a save re-tests it on the row it writes."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sitting", "question_id"], name="one_answer_per_question")
        ]

    def __str__(self) -> str:
        return f"{self.question_id} of {self.sitting_id}"


class Revision(models.Model):
    """An acknowledged text: its own line of the ledger, with by (the client), at and base."""

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="revisions")
    rev = models.PositiveIntegerField()
    base = models.PositiveIntegerField()
    """The revision it was written on."""
    text = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    client = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["answer", "rev"], name="revision_once")]

    def __str__(self) -> str:
        return f"{self.answer_id}@{self.rev}"


class KeptBeside(models.Model):
    """A text that could not be taken as the answer (a conflict, or too late), kept whole beside it."""

    class Why(models.TextChoices):
        CONFLICT = "conflict"
        LATE = "late"

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="kept_beside")
    why = models.CharField(max_length=10, choices=Why.choices)
    base = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    client = models.CharField(max_length=40)
    seconds_late = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["answer", "digest", "client"], name="kept_beside_once")
        ]

    def __str__(self) -> str:
        return f"{self.why} beside {self.answer_id}"


class Submission(models.Model):
    class How(models.TextChoices):
        SUBMITTED = "submitted"
        COLLECTED = "collected"

    sitting = models.OneToOneField(Sitting, on_delete=models.PROTECT, related_name="submission")
    how = models.CharField(max_length=10, choices=How.choices)
    words = models.PositiveIntegerField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.sitting_id} {self.how}"


class Receipt(models.Model):
    """The bytes that were signed, and the signature."""

    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="receipt")
    code = models.CharField(max_length=30, unique=True)
    payload = models.TextField()
    """Canonical JSON."""
    signature = models.CharField(max_length=120)
    key_id = models.CharField(max_length=40)

    def __str__(self) -> str:
        return self.code
