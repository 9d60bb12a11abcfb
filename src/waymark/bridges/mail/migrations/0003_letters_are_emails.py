from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("mail", "0002_setbacks"),
        ("people", "0003_letters_are_emails"),
    ]

    operations = [
        migrations.RenameField("Delivery", "letter", "email"),
        migrations.RenameField("Setback", "letter", "email"),
    ]
