"""More time for participants: requests, decisions, and standing arrangements.

| Action                 | Result                                                                           |
|------------------------|----------------------------------------------------------------------------------|
| `request_extension`    | the request; until it is decided the participant can keep writing                |
| `decide_extension`     | the decision, an email and, if granted, the participant's later close            |
| `grant_access_time`    | the arrangement, and a later close in every window that is not over for them     |
| `apply_access_times`   | the same for a window that is opened later                                       |
"""

from waymark.journey.sit.extra_time.actions.arrange import (
    MAX_EXTRA_DAYS,
    CannotGrantAccessTime,
    apply_access_times,
    grant_access_time,
)
from waymark.journey.sit.extra_time.actions.decide import CannotDecideExtension, decide_extension
from waymark.journey.sit.extra_time.actions.request import (
    CannotRequestExtension,
    EvidenceFile,
    reasons_against_request,
    request_extension,
)

__all__ = [
    "MAX_EXTRA_DAYS", "CannotDecideExtension", "CannotGrantAccessTime", "CannotRequestExtension", "EvidenceFile",
    "apply_access_times", "decide_extension", "grant_access_time", "reasons_against_request", "request_extension",
]  # fmt: skip
