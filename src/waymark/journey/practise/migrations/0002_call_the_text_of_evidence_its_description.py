from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("practise", "0001_the_first_rows")]

    operations = [migrations.RenameField("evidence", "says", "description")]
