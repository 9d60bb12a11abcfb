"""The texts that the steps now hold are taken out; the index that the unique one covers is, too."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sit", "0002_revisions_are_steps")]

    operations = [
        migrations.RemoveField("revision", "text"),
        migrations.RemoveField("revision", "base"),
        migrations.RemoveField("revision", "digest_hex"),
        migrations.AlterField(
            "revision",
            "answer",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="revisions",
                to="sit.answer",
            ),
        ),
    ]
