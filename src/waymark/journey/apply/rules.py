"""What visitors may ask this room about its decisions. Each subject has its own rules; these are the door."""

from waymark.journey.apply.applications.rules import ApplicationReason, may_apply, may_decide

__all__ = ["ApplicationReason", "may_apply", "may_decide"]
