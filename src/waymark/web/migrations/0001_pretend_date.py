"""Makes the table of pretend dates. Until version 0.2 this app was called `desks`: its table is taken away.

Nothing of a provider is lost: only a demonstration ever has a pretend date, and it begins anew.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_the_first_rows"),
    ]

    operations = [
        migrations.CreateModel(
            name="PretendDate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("pretend_at", models.DateTimeField()),
                ("real_at", models.DateTimeField()),
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
        migrations.RunSQL("DROP TABLE IF EXISTS desks_pretenddate", migrations.RunSQL.noop),
    ]
