import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("apply", "0011_why_a_place_is_given_all_the_same"),
        ("cohorts", "0004_the_life_of_an_enrolment"),
        ("people", "0009_what_was_agreed_about_access"),
    ]

    operations = [
        migrations.CreateModel(
            name="WaitingOrder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("applications", models.JSONField()),
                ("reason", models.TextField(max_length=1000)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="waiting_orders",
                        to="cohorts.cohort",
                    ),
                ),
            ],
        ),
    ]
