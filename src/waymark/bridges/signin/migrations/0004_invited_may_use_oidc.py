from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("signin", "0003_second_factors_and_sessions"),
    ]

    operations = [
        migrations.AddField(
            model_name="signinrules",
            name="invited_may_use_oidc",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
