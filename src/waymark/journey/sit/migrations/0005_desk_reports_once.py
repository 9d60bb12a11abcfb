from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sit", "0004_more_time_practice_and_taking_back")]

    operations = [
        migrations.AddField(
            model_name="deskreport",
            name="client",
            field=models.CharField(db_default="", max_length=40),
        ),
        migrations.AddConstraint(
            model_name="deskreport",
            constraint=models.UniqueConstraint(
                fields=("sitting", "kind", "client", "seconds"), name="desk_report_once"
            ),
        ),
    ]
