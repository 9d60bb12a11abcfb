from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("coach", "0001_the_first_rows")]

    operations = [
        migrations.RemoveConstraint("triangulation", "views_1_to_4"),
        migrations.RemoveConstraint("triangulation", "statement_weighed_once"),
        migrations.RenameField("triangulation", "self_view", "self_rating"),
        migrations.AddConstraint(
            "triangulation",
            models.UniqueConstraint(fields=("session", "statement"), name="statement_discussed_once"),
        ),
        migrations.AddConstraint(
            "triangulation",
            models.CheckConstraint(
                condition=models.Q(("judgement__range", (1, 4)), ("self_rating__range", (1, 4))),
                name="ratings_1_to_4",
            ),
        ),
    ]
