"""SMTP to a server whose certificate may come from an organisation’s own authority (`WAYMARK_MAIL_CA`)."""

from __future__ import annotations

import ssl
from typing import Any

from django.core.mail.backends import smtp
from django.utils.functional import cached_property


class EmailBackend(smtp.EmailBackend):
    """Django’s, which also trusts the authorities in `ca_file`, beside those that the machine trusts."""

    def __init__(self, *, ca_file: str = "", **options: Any) -> None:
        super().__init__(**options)
        self.ca_file = ca_file

    @cached_property
    def ssl_context(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        if self.ca_file:
            context.load_verify_locations(cafile=self.ca_file)
        return context
