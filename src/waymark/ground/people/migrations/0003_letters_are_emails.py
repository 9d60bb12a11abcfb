from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_what_a_letter_encloses"),
        ("mail", "0002_setbacks"),
    ]

    operations = [
        migrations.RenameModel("Letter", "Email"),
        migrations.RenameField("Email", "enclosure", "attachment"),
        migrations.RenameField("Email", "enclosure_id", "attachment_id"),
    ]
