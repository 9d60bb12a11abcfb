import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("apply", "0006_sponsors_reviews_and_offers")]

    operations = [
        migrations.CreateModel(
            "UploadedBytes",
            [
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("data", models.BinaryField()),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bytes",
                        to="apply.enrolmentfile",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            "enrolmentfile",
            "replaces",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaced_by",
                to="apply.enrolmentfile",
            ),
        ),
        migrations.AddField(
            "enrolmentfile", "needs_reading", models.BooleanField(default=False, db_default=False)
        ),
        migrations.AlterField("enrolmentfile", "encoding", models.CharField(default="UTF-8", max_length=60)),
        migrations.AddField(
            "enrolmentfileconfirmation",
            "decisions",
            models.JSONField(default=list, db_default=models.Value([], models.JSONField())),
        ),
    ]
