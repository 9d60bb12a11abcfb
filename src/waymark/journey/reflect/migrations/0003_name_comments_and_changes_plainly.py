from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("reflect", "0002_a_change_is_said_once_per_item")]

    operations = [
        migrations.RenameField("answer", "words", "comment"),
        migrations.RenameField("change", "heard", "you_said"),
        migrations.RenameField("change", "changed", "we_changed"),
    ]
