"""What other floors may ask: whether the background worker runs and emails leave."""

from waymark.web.running import Running, running

__all__ = ["Running", "running"]
