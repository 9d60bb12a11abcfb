"""Sessions are stored by a digest of their key, so that a copy of the database signs no one in."""

from django.db import migrations

from waymark.kit.session_keys import is_stored_key, stored_key


def replace_keys(apps, schema_editor):
    sessions = apps.get_model("sessions", "Session").objects
    for key in list(sessions.values_list("session_key", flat=True)):
        if not is_stored_key(key):
            sessions.filter(session_key=key).update(session_key=stored_key(key))


class Migration(migrations.Migration):
    dependencies = [
        ("web", "0001_pretend_date"),
        ("sessions", "0001_initial"),
    ]

    operations = [migrations.RunPython(replace_keys, migrations.RunPython.noop, elidable=True)]
