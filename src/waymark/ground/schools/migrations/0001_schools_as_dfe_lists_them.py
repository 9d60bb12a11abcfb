from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="SchoolFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=255)),
                ("digest", models.CharField(max_length=64)),
                ("encoding", models.CharField(max_length=20)),
                ("new", models.PositiveIntegerField()),
                ("changed", models.PositiveIntegerField()),
                ("closed", models.PositiveIntegerField()),
                ("unchanged", models.PositiveIntegerField()),
                ("missing", models.PositiveIntegerField()),
                ("left_out", models.PositiveIntegerField()),
                ("by", models.CharField(blank=True, max_length=60)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="School",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("urn", models.CharField(max_length=6, unique=True)),
                ("ukprn", models.CharField(blank=True, db_index=True, max_length=8)),
                ("name", models.CharField(max_length=200)),
                ("search_text", models.CharField(max_length=600)),
                ("street", models.CharField(blank=True, max_length=200)),
                ("town", models.CharField(blank=True, max_length=100)),
                ("postcode", models.CharField(blank=True, max_length=10)),
                ("phase", models.CharField(blank=True, max_length=60)),
                ("type_code", models.PositiveSmallIntegerField(null=True)),
                ("type_name", models.CharField(blank=True, max_length=100)),
                ("status_code", models.PositiveSmallIntegerField()),
                ("opened_on", models.DateField(null=True)),
                ("closed_on", models.DateField(null=True)),
                ("trust_code", models.CharField(blank=True, max_length=10)),
                ("trust_name", models.CharField(blank=True, max_length=200)),
                ("authority_code", models.CharField(blank=True, max_length=3)),
                ("authority_name", models.CharField(blank=True, max_length=100)),
                ("country", models.CharField(blank=True, max_length=60)),
                ("is_in_newest_file", models.BooleanField(default=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status_code__in", [1, 2, 3, 4])), name="school_status_is_known"
                    )
                ],
            },
        ),
    ]
