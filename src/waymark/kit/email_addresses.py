"""What counts as a complete email address: what Django's validator accepts, within the lengths of RFC 5321."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

LONGEST_LOCAL_PART = 64
_validate = EmailValidator(allowlist=[])
"""Without exceptions: an address without a dot in its domain cannot receive our email."""


def is_email(text: str) -> bool:
    """Whether this is one email address; its domain may be international, such as `müller-schule.example`."""
    try:
        _validate(text)
    except ValidationError:
        return False
    return len(text.partition("@")[0]) <= LONGEST_LOCAL_PART
