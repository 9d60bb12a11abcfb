from django.db import migrations, models
from django.db.models import deletion


class Migration(migrations.Migration):
    """Renames only: no row is changed."""

    dependencies = [("apply", "0003_how_an_enrolment_file_was_read")]

    operations = [
        migrations.RenameField(model_name="application", old_name="once", new_name="idempotency_key"),
        migrations.RenameModel(old_name="EnrolmentFileConfirmed", new_name="EnrolmentFileConfirmation"),
        migrations.AlterField(
            model_name="enrolmentfileconfirmation",
            name="file",
            field=models.OneToOneField(
                on_delete=deletion.PROTECT, related_name="confirmation", to="apply.enrolmentfile"
            ),
        ),
    ]
