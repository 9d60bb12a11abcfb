from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("apply", "0010_contacts_from_applications"),
        ("cohorts", "0004_the_life_of_an_enrolment"),
        ("people", "0009_what_was_agreed_about_access"),
    ]

    operations = [
        migrations.AddField(
            model_name="offer",
            name="despite",
            field=models.TextField(blank=True, db_default="", default="", max_length=1000),
        ),
    ]
