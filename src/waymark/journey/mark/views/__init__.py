"""The pages of marking: a marker's scripts, a senior marker's fails, a lead's progress."""

from waymark.journey.mark.views.cohort_progress import allocation, progress, scripts
from waymark.journey.mark.views.fail_confirmation import confirmation, fail, fails
from waymark.journey.mark.views.marking import marks, script, script_list

__all__ = [
    "allocation", "confirmation", "fail", "fails", "marks", "progress", "script", "script_list", "scripts",
]  # fmt: skip
