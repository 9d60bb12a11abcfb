"""A finding is called an issue from now on; rows and constraints stay as they are."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("improve", "0001_the_first_rows"), ("cohorts", "0001_the_first_rows")]

    operations = [
        migrations.RenameModel("Finding", "Issue"),
        migrations.RenameField("issue", "says", "summary"),
        migrations.RenameField("issue", "rests_on", "evidence"),
        migrations.RenameField("improvementaction", "finding", "issue"),
        migrations.AlterField(
            "issue",
            "cohort",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="issues",
                to="cohorts.cohort",
            ),
        ),
    ]
