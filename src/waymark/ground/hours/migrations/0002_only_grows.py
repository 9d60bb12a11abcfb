from django.db import migrations

from waymark.kit.append_only import guard, unguard


class Migration(migrations.Migration):
    dependencies = [("hours", "0001_the_first_rows")]
    operations = [migrations.RunPython(guard("hours_credit"), unguard("hours_credit"))]
