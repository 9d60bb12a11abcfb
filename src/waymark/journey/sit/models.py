"""The timed writing: windows, more time in them, sittings, answers with every revision, and what was handed in."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

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
    """For everybody. A participant's own close is worked out by `rules.effective_deadline` alone."""
    tolerance_seconds = models.PositiveIntegerField()
    max_words = models.PositiveIntegerField()
    may_take_back = models.BooleanField(default=True)
    """Whether a script that was handed in may be taken back until the close."""
    is_practice = models.BooleanField(default=False)
    """For trying the desk: no lead, marker or deadline ever sees it."""
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    times: Window
    """One participant's own times, on windows that were read for one (`deadlines.py`)."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "opens_on"], condition=Q(is_practice=False), name="window_once_per_day"
            ),
            models.UniqueConstraint(
                fields=["cohort"], condition=Q(is_practice=True), name="one_practice_per_cohort"
            ),
            models.CheckConstraint(condition=Q(days__gte=1), name="window_has_a_day"),
            models.CheckConstraint(
                condition=Q(closes_before__gt=models.F("opens_at")), name="window_opens_before_it_closes"
            ),
        ]

    def __str__(self) -> str:
        return f"window of {self.cohort_id} from {self.opens_on}"

    @property
    def rules(self) -> Window:
        """What the rules need of it, for somebody who has no time beyond everybody's."""
        return Window(
            opens_at=self.opens_at,
            closes_before=self.closes_before,
            max_words=self.max_words,
            tolerance_seconds=self.tolerance_seconds,
            may_take_back=self.may_take_back,
        )


class AccessTime(models.Model):
    """A standing arrangement: in every window this participant has so many calendar days more."""

    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="access_times")
    extra_days = models.PositiveSmallIntegerField()
    arrangement = models.CharField(max_length=300)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(extra_days__gte=1), name="access_time_is_time")]

    def __str__(self) -> str:
        return f"{self.extra_days} days more for {self.enrolment_id}"


class Extension(models.Model):
    """Asked: more time in one window, until a local day and time, for a reason, with evidence."""

    window = models.ForeignKey(SittingWindow, on_delete=models.PROTECT, related_name="extensions")
    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="extensions")
    until_on = models.DateField()
    until_time = models.TimeField()
    reason = models.TextField()
    evidence = models.TextField(blank=True)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"extension {self.pk} of {self.enrolment_id}"


class ExtensionEvidence(models.Model):
    """A file that came with the asking, apart, so that no list ever selects it."""

    extension = models.OneToOneField(Extension, on_delete=models.PROTECT, related_name="file")
    name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=60)
    data = models.BinaryField()

    def __str__(self) -> str:
        return self.name


class ExtensionDecision(models.Model):
    """By another person than the one who asked, and than the one who writes."""

    extension = models.OneToOneField(Extension, on_delete=models.PROTECT, related_name="decision")
    granted = models.BooleanField()
    until_on = models.DateField(null=True)
    until_time = models.TimeField(null=True)
    why = models.TextField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(granted=False) | Q(until_on__isnull=False, until_time__isnull=False),
                name="granted_until_when",
            )
        ]

    def __str__(self) -> str:
        return f"{'granted' if self.granted else 'refused'}: {self.extension_id}"


class Allowance(models.Model):
    """A later close of one participant in one window, worked out from the decision that gives it."""

    window = models.ForeignKey(SittingWindow, on_delete=models.PROTECT, related_name="allowances")
    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="allowances")
    closes_before = models.DateTimeField()
    decision = models.OneToOneField(ExtensionDecision, on_delete=models.PROTECT, null=True)
    access_time = models.ForeignKey(
        AccessTime, on_delete=models.PROTECT, null=True, related_name="allowances"
    )
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decision=None, access_time__isnull=False)
                | Q(decision__isnull=False, access_time=None),
                name="allowance_has_one_ground",
            ),
            models.UniqueConstraint(fields=["window", "access_time"], name="access_time_once_per_window"),
        ]
        indexes = [models.Index(fields=["enrolment", "window", "closes_before"], name="allowance_of_whom")]

    def __str__(self) -> str:
        return f"{self.enrolment_id} until {self.closes_before}"


class Sitting(models.Model):
    """One participant at the desk. Its row exists from the moment the desk is opened and declared."""

    window = models.ForeignKey(SittingWindow, on_delete=models.PROTECT, related_name="sittings")
    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="sittings")
    code = models.CharField(max_length=14, unique=True)
    declared = models.CharField(max_length=20)
    """Version of the declaration that was made on opening."""
    at = models.DateTimeField()

    times: Window
    """This participant's own times, on sittings that were read with them (`deadlines.py`)."""
    beside: int
    """How many texts are kept beside the answers, on sittings of `own_sitting.py`."""

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
    """An acknowledged text, as a step from the one before it (`splices.py`): its own line of the ledger.

    Twenty hours of writing make five thousand of these, so the row is narrow.
    """

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="revisions", db_index=False)
    rev = models.PositiveIntegerField()
    at = models.DateTimeField()
    """When it arrived."""
    client = models.CharField(max_length=40)
    """The window that wrote it."""
    stamped_by = models.CharField(max_length=1, default="a")
    """What read the clock when it arrived (`kit/arrival.py`)."""
    place = models.PositiveIntegerField()
    removed = models.PositiveIntegerField()
    added = models.BinaryField()
    is_whole = models.BooleanField()
    digest = models.BinaryField()
    """SHA-256 of the text, 32 bytes."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["answer", "rev"], name="revision_once")]

    def __str__(self) -> str:
        return f"{self.answer_id}@{self.rev}"


class KeptBeside(models.Model):
    """A text that could not be taken as the answer, kept whole beside it."""

    class Why(models.TextChoices):
        CONFLICT = "conflict"
        LATE = "late"
        """Within the declared tolerance: a person decides which text stands."""
        TOO_LATE = "too_late"

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="kept_beside")
    why = models.CharField(max_length=10, choices=Why.choices)
    base = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    client = models.CharField(max_length=40)
    seconds_late = models.PositiveIntegerField(default=0)
    stamped_by = models.CharField(max_length=1, default="a")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["answer", "digest", "client"], name="kept_beside_once")
        ]

    def __str__(self) -> str:
        return f"{self.why} beside {self.answer_id}"


class LateDecision(models.Model):
    """Whether a text that came within the tolerance stands in place of the one that was collected."""

    kept = models.OneToOneField(KeptBeside, on_delete=models.PROTECT, related_name="decision")
    stands = models.BooleanField()
    cause = models.CharField(max_length=300)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kept_id} {'stands' if self.stands else 'does not stand'}"


class Submission(models.Model):
    class How(models.TextChoices):
        SUBMITTED = "submitted"
        COLLECTED = "collected"

    sitting = models.OneToOneField(Sitting, on_delete=models.PROTECT, null=True, related_name="submission")
    """For which it stands; empty once it was taken back, which has a row of its own."""
    how = models.CharField(max_length=10, choices=How.choices)
    words = models.PositiveIntegerField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.sitting_id} {self.how}"

    @property
    def of(self) -> Sitting:
        """The sitting for which it stands; asked only of a submission that does."""
        if self.sitting is None:
            raise LookupError("This submission was taken back.")
        return self.sitting


class TakenBack(models.Model):
    """A submission that no longer stands: its writer took it back, or a late text stands in its place."""

    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="taken_back")
    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="taken_back")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.submission_id} of {self.sitting_id}"


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


class DeskReport(models.Model):
    """What a desk said afterwards about itself: a time without the server, a choice between two texts."""

    class Kind(models.TextChoices):
        OFFLINE = "offline"
        SIGNED_OUT = "signed_out"

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="reports")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    seconds = models.PositiveIntegerField()
    """How long, by the desk's own watch: evidence, which decides nothing."""
    client = models.CharField(max_length=40, db_default="")
    """The window that said it. The same said again by the same window is the same report."""
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sitting", "kind", "client", "seconds"], name="desk_report_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.seconds} s"


class Incident(models.Model):
    """Something that happened in a window and touches many: noted by the team, with what was done."""

    window = models.ForeignKey(SittingWindow, on_delete=models.PROTECT, related_name="incidents")
    what = models.CharField(max_length=500)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.what


class Reminder(models.Model):
    """Everybody with this close in a window who had not handed in was reminded, once, so long before it."""

    window = models.ForeignKey(SittingWindow, on_delete=models.PROTECT, related_name="reminders")
    close = models.DateTimeField()
    hours_before = models.PositiveSmallIntegerField()
    written = models.PositiveIntegerField()
    """How many letters."""
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["window", "close", "hours_before"], name="reminded_once")
        ]

    def __str__(self) -> str:
        return f"{self.hours_before} h before {self.close}"
