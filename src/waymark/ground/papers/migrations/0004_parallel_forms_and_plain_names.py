from django.db import migrations


class Migration(migrations.Migration):
    """The form of a paper in a series is a parallel form; saves are applied or not; reviews approve and comment."""

    dependencies = [("papers", "0003_locked_is_locked")]

    operations = [
        migrations.RenameModel("Form", "ParallelForm"),
        migrations.RenameField("wording", "stands", "was_applied"),
        migrations.RenameField("review", "agrees", "approves"),
        migrations.RenameField("review", "says", "comment"),
    ]
