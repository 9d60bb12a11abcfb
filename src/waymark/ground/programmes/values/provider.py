"""What a pack says about its provider."""

from __future__ import annotations

from waymark.ground.programmes.values.base import Id, Value


class Partner(Value):
    name: str
    part: str
    """The organisation's role, such as lead provider or delivery partner."""


class ProviderFacts(Value):
    slug: Id
    name: str
    short_name: str
    partners: tuple[Partner, ...] = ()
    enquiries_email: str
    """In a demonstration pack, an address that ends in `.example`."""
    enquiries_hours: int | None = None
    """Within how many hours an enquiry is answered."""
    enquiries_say: str | None = None
    """How to ask a question, in your own words."""
    postal_address: tuple[str, ...] = ()
    applies_through: str | None = None
    """How to apply, in your own words."""
