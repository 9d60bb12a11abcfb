"""What visitors may ask this room about its decisions. Each subject has its own rules; these are the door."""

from waymark.journey.apply.applications.rules import ApplicationReason, may_apply, may_decide
from waymark.journey.apply.cohorts.rules import StaffReason, may_join_staff

__all__ = ["ApplicationReason", "StaffReason", "may_apply", "may_decide", "may_join_staff"]
