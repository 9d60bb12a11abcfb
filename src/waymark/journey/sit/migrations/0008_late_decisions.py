from django.db import migrations


class Migration(migrations.Migration):
    """A late decision says of a version whether it counts."""

    dependencies = [("sit", "0007_alternate_versions_and_withdrawals")]

    operations = [
        migrations.RenameField("latedecision", "kept", "version"),
        migrations.RenameField("latedecision", "stands", "counts"),
    ]
