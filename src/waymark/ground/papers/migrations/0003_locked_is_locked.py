"""Empty: guards are put on after each `migrate`, from the models’ declarations (`kit/append_only.py`)."""

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation


class Migration(migrations.Migration):
    dependencies = [("papers", "0002_papers_in_the_making")]
    operations: ClassVar[list[Operation]] = []
