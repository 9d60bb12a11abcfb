"""Enrolments that came from an application get the sponsor and the mentor whom the applicant named."""

from django.db import migrations

COLUMNS = (
    "enrolment_id", "by_id", "at", "application__sponsor_name", "application__sponsor_email",
    "application__mentor_name", "application__mentor_email", "application__mentor_from", "application__mentor_until",
)  # fmt: skip


def fill(apps, schema_editor):
    """Once for each enrolment and kind, however often it runs."""
    decisions = apps.get_model("apply", "ApplicationDecision").objects.filter(enrolment__isnull=False)
    contacts = apps.get_model("apply", "EnrolmentContact").objects
    known = set(contacts.values_list("enrolment_id", "kind"))
    for (
        enrolment,
        by,
        at,
        sponsor,
        sponsor_email,
        mentor,
        mentor_email,
        since,
        until,
    ) in decisions.values_list(*COLUMNS).iterator():
        given = {"enrolment_id": enrolment, "by_id": by, "at": at}
        if sponsor_email and (enrolment, "sponsor") not in known:
            contacts.create(kind="sponsor", name=sponsor, email=sponsor_email, **given)
        if mentor_email and (enrolment, "mentor") not in known:
            contacts.create(
                kind="mentor", name=mentor, email=mentor_email, from_on=since, until_on=until, **given
            )


class Migration(migrations.Migration):
    dependencies = [("apply", "0009_who_sponsors_and_mentors_an_enrolment")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
