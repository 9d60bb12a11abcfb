"""Revisions kept their whole text each; from now on a step from the one before. What was there stays, whole."""

from django.db import migrations, models

from waymark.journey.sit.history.splices import whole


def make_steps(apps, schema_editor):
    revisions = apps.get_model("sit", "Revision").objects.using(schema_editor.connection.alias)
    for pk, text, digest in revisions.values_list("pk", "text", "digest_hex").iterator(chunk_size=500):
        step = whole(text)
        revisions.filter(pk=pk).update(added=step.added, is_whole=True, digest=bytes.fromhex(digest))


class Migration(migrations.Migration):
    dependencies = [("sit", "0001_the_first_rows")]

    operations = [
        migrations.RenameField("revision", "digest", "digest_hex"),
        migrations.AddField("revision", "stamped_by", models.CharField(default="a", max_length=1)),
        migrations.AddField("revision", "place", models.PositiveIntegerField(default=0), False),
        migrations.AddField("revision", "removed", models.PositiveIntegerField(default=0), False),
        migrations.AddField("revision", "added", models.BinaryField(default=b""), False),
        migrations.AddField("revision", "is_whole", models.BooleanField(default=False), False),
        migrations.AddField("revision", "digest", models.BinaryField(default=b""), False),
        migrations.RunPython(make_steps, migrations.RunPython.noop, elidable=False),
    ]
