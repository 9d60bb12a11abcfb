"""Who may withdraw or give a consent of an application, and when. Pure.

| Clause                    | Says                                                          | Here               |
|---------------------------|---------------------------------------------------------------|--------------------|
| UK GDPR, article 7(3)     | consent can be withdrawn at any time, as easily as it is given | `may_set_consent` |
| UK GDPR, article 6(1)     | what rests on another basis is not consent                     | `NOT_CONSENT`      |
| house                     | without an account, consent is given until there is a decision | `DECIDED`          |
"""

from __future__ import annotations

from enum import StrEnum

from waymark.kit.decisions import Decision


class ConsentReason(StrEnum):
    NOT_CONSENT = "not_consent"
    DECIDED = "decided"


def may_set_consent(
    *, is_given: bool, is_consent: bool, is_decided: bool, is_signed_in: bool
) -> Decision[ConsentReason]:
    """Every reason why the applicant can't give (`is_given`) or withdraw this now."""
    reasons = []
    if not is_consent:
        reasons.append(ConsentReason.NOT_CONSENT)
    if is_given and is_decided and not is_signed_in:
        reasons.append(ConsentReason.DECIDED)
    return Decision(tuple(reasons))
