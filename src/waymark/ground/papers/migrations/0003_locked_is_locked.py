from django.db import migrations

from waymark.ground.papers.freezing import freeze, thaw
from waymark.kit.append_only import guard, unguard

ONLY_GROW = ("papers_paperlock", "papers_review", "papers_wording")


class Migration(migrations.Migration):
    dependencies = [("papers", "0002_papers_in_the_making")]
    operations = [
        migrations.RunPython(freeze, thaw),
        *(migrations.RunPython(guard(table), unguard(table)) for table in ONLY_GROW),
    ]
