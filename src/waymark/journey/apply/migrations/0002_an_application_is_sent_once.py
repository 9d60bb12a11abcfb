from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("apply", "0001_the_first_rows")]

    operations = [
        migrations.AddField(
            model_name="application",
            name="once",
            field=models.CharField(max_length=32, null=True, unique=True),
        ),
        migrations.AddField(
            model_name="application",
            name="sponsor_name",
            field=models.CharField(default="", max_length=200),
        ),
    ]
