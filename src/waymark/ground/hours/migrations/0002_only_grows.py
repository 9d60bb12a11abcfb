"""Empty: guards are put on after each `migrate`, from the models’ declarations (`kit/append_only.py`)."""

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation


class Migration(migrations.Migration):
    dependencies = [("hours", "0001_the_first_rows")]
    operations: ClassVar[list[Operation]] = []
