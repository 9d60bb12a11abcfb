"""The price with VAT."""

from waymark.journey.apply.programmes.rules import with_vat


def test_vat_is_added_and_rounded_half_up() -> None:
    assert with_vat(409_900) == 491_880
    assert with_vat(2) == 2
    assert with_vat(3) == 4
