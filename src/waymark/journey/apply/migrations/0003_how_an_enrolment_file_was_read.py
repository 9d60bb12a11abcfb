from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("apply", "0002_an_application_is_sent_once")]

    operations = [
        migrations.AddField(
            model_name="enrolmentfile",
            name="encoding",
            field=models.CharField(default="UTF-8", max_length=20),
        ),
        migrations.AddField(
            model_name="enrolmentfile",
            name="separators",
            field=models.CharField(default="commas", max_length=20),
        ),
        migrations.AddField(
            model_name="enrolmentfile",
            name="unread",
            field=models.JSONField(default=list),
        ),
    ]
