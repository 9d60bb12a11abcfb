"""The price of a place.

| Clause    | Says                     | Here       |
|-----------|--------------------------|------------|
| HMRC: VAT | the standard rate is 20% | `with_vat` |
"""

from __future__ import annotations


def with_vat(pence: int) -> int:
    """The fee with VAT, in pence, rounded half up."""
    return (pence * 120 + 50) // 100
