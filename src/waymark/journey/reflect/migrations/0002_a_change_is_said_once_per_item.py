from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cohorts", "0001_the_first_rows"),
        ("people", "0001_the_first_rows"),
        ("reflect", "0001_the_first_rows"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="change",
            constraint=models.UniqueConstraint(
                fields=("cohort", "set_id", "statement", "item_id"), name="changed_once_per_item"
            ),
        ),
    ]
