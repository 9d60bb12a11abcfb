from django.db import migrations

from waymark.kit.append_only import guard, unguard


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_the_first_rows")]
    operations = [migrations.RunPython(guard("ledger_entry"), unguard("ledger_entry"))]
