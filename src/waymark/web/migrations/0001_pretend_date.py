"""Makes the table of pretend dates. Until version 0.2 this app was called `desks`: its rows are taken over."""

import django.db.models.deletion
from django.db import migrations, models

BEFORE = "desks_pretenddate"


def take_over_rows(apps, schema_editor) -> None:
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        if BEFORE not in connection.introspection.table_names(cursor):
            return
        columns = "pretend_at, real_at, by_id"
        cursor.execute(f"INSERT INTO web_pretenddate ({columns}) SELECT {columns} FROM {BEFORE} ORDER BY id")
    schema_editor.execute(f"DROP TABLE {BEFORE}")


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
        migrations.RunPython(take_over_rows, migrations.RunPython.noop),
    ]
