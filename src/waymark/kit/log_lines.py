"""Lines of the log. An address that acts for a person, such as an invitation, is not written out."""

from __future__ import annotations

import logging
import re

LINK = re.compile(
    r"(/(?:accounts/(?:invitations|password/new|password/reset/key)|applications/(?:drafts|status|sponsors))/)[^/\s\"'>]+"
)


class LineFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        """The whole line, with its traceback if there is one."""
        return LINK.sub(r"\1(hidden)", super().format(record))
