"""Takes the links out of emails that were sent by version 0.3: rows keep no link that works."""

import re

from django.db import migrations

from waymark.kit.guards.installing import without_guard

LINK = re.compile(r"https?://\S+/accounts/(?:invitations|password/reset/key)/\S+")
REMOVED = "(link removed)"
off, on = without_guard("people_email")


def forget(apps, schema_editor):
    emails = apps.get_model("people", "Email").objects.filter(delivery__isnull=False)
    for kind in ("/accounts/invitations/", "/accounts/password/reset/key/"):
        for email in emails.filter(text__contains=kind).iterator():
            email.text = LINK.sub(REMOVED, email.text)
            email.save(update_fields=["text"])


class Migration(migrations.Migration):
    dependencies = [
        ("mail", "0003_letters_are_emails"),
        ("people", "0004_links_are_made_when_mail_leaves"),
    ]

    operations = [
        migrations.RunPython(off, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(forget, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(on, migrations.RunPython.noop, elidable=True),
    ]
