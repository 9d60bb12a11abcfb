import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sit", "0005_desk_reports_once")]

    operations = [
        migrations.CreateModel(
            name="Reminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("close", models.DateTimeField()),
                ("hours_before", models.PositiveSmallIntegerField()),
                ("written", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "window",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to="sit.sittingwindow",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("window", "close", "hours_before"), name="reminded_once")
                ],
            },
        ),
    ]
