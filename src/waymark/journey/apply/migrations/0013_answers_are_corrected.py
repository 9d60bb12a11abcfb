import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("apply", "0012_the_waiting_list_is_put_in_order"),
        ("cohorts", "0004_the_life_of_an_enrolment"),
        ("people", "0009_what_was_agreed_about_access"),
    ]

    operations = [
        migrations.AddField(
            model_name="applicationaccessneeds",
            name="at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="applicationaccessneeds",
            name="by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="applicationaccessneeds",
            name="reason",
            field=models.TextField(blank=True, db_default="", default="", max_length=1000),
        ),
        migrations.AddField(
            model_name="applicationdraft",
            name="application",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="correction_drafts",
                to="apply.application",
            ),
        ),
        migrations.AddField(
            model_name="applicationdraft",
            name="by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.person"
            ),
        ),
        migrations.AlterField(
            model_name="applicationaccessneeds",
            name="application",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="access_answers",
                to="apply.application",
            ),
        ),
        migrations.CreateModel(
            name="ApplicationCorrection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("field", models.CharField(max_length=30)),
                ("before", models.TextField(blank=True, max_length=4000)),
                ("after", models.TextField(blank=True, max_length=4000)),
                ("applicant_email", models.EmailField(blank=True, max_length=254)),
                ("sponsor_email", models.EmailField(blank=True, max_length=254)),
                ("reason", models.TextField(blank=True, max_length=1000)),
                ("at", models.DateTimeField()),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="apply.application",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
        ),
    ]
