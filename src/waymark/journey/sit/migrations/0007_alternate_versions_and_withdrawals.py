from django.db import migrations, models
from django.db.models import PROTECT


class Migration(migrations.Migration):
    """Texts kept beside an answer are alternate versions; submissions taken back are withdrawals."""

    dependencies = [("sit", "0006_reminders")]

    operations = [
        migrations.RemoveConstraint("keptbeside", "kept_beside_once"),
        migrations.RenameModel("KeptBeside", "AlternateVersion"),
        migrations.RenameField("alternateversion", "why", "kind"),
        migrations.AlterField(
            "alternateversion",
            "answer",
            models.ForeignKey(on_delete=PROTECT, related_name="alternate_versions", to="sit.answer"),
        ),
        migrations.AddConstraint(
            "alternateversion",
            models.UniqueConstraint(fields=("answer", "digest", "client"), name="alternate_version_once"),
        ),
        migrations.RenameModel("TakenBack", "SubmissionWithdrawal"),
        migrations.AlterField(
            "submissionwithdrawal",
            "submission",
            models.OneToOneField(on_delete=PROTECT, related_name="withdrawal", to="sit.submission"),
        ),
        migrations.AlterField(
            "submissionwithdrawal",
            "sitting",
            models.ForeignKey(on_delete=PROTECT, related_name="withdrawals", to="sit.sitting"),
        ),
    ]
