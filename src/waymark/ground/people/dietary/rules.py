"""How much a participant may write about food, and what they agree to. Pure."""

from __future__ import annotations

LONGEST_DIETARY_NEED = 500
DIETARY_CONSENT = (
    "I agree that the programme team uses what I write here to order food for the events of my programme. "
    "I can change or remove it at any time."
)
"""UK GDPR, Article 9(2)(a): explicit consent. Each row keeps the sentence as it was agreed to."""
