"""What other floors may ask: whether the background worker is running and emails are being sent."""

from waymark.web.running import Running, running

__all__ = ["Running", "running"]
