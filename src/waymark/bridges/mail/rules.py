"""What happens to an email whose sending was interrupted, and the name that mail servers know it by. Pure.

| Clause           | Says                                                                              | Here          |
|------------------|-----------------------------------------------------------------------------------|---------------|
| RFC 5322, 3.6.4  | a message has one identifier for good, so that a second copy can be recognised    | `message_id`  |
| house            | after an interruption, an email whose link its reader waits for is sent again     | `is_repeated` |
| house            | any other one has perhaps been sent; a lead says whether it is sent again         | `is_repeated` |
| house            | an email that stopped the worker three times is left to the lead as well          | `is_repeated` |
"""

from __future__ import annotations

import hmac
from datetime import timedelta

LEASE = timedelta(minutes=10)
"""For so long a worker may wait for a mail server, at most."""
MOST_INTERRUPTIONS = 3


def is_repeated(*, has_own_link: bool, times: int) -> bool:
    """Whether an attempt that gets no answer is repeated; `times` counts it too."""
    return has_own_link and times < MOST_INTERRUPTIONS


def message_id(email_id: int, *, key: str, domain: str) -> str:
    """The same for every attempt; no one can tell from it how many emails there are."""
    digest = hmac.new(key.encode(), f"waymark.message-id|{email_id}".encode(), "sha256").hexdigest()
    return f"<{digest[:32]}@{domain}>"
