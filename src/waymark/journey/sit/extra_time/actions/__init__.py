"""More time for participants: requests, decisions, and standing arrangements.

| Action                 | Result                                                                           |
|------------------------|----------------------------------------------------------------------------------|
| `request_extension`    | the request; until it is decided the participant can keep writing                |
| `decide_extension`     | the decision, an email and, if granted, the participant's later close            |
| `request_access_time`  | the request for a standing arrangement; until it is decided windows stay open    |
| `decide_access_time`   | the decision, and if granted a later close in every window that is not over      |
| `apply_access_times`   | the same for a window that is opened later                                       |
"""

from waymark.journey.sit.extra_time.actions.arrange import (
    MAX_EXTRA_DAYS,
    CannotDecideAccessTime,
    CannotRequestAccessTime,
    apply_access_times,
    decide_access_time,
    request_access_time,
)
from waymark.journey.sit.extra_time.actions.decide import CannotDecideExtension, decide_extension
from waymark.journey.sit.extra_time.actions.request import (
    CannotRequestExtension,
    EvidenceFile,
    reasons_against_request,
    request_extension,
)

__all__ = [
    "MAX_EXTRA_DAYS", "CannotDecideAccessTime", "CannotDecideExtension", "CannotRequestAccessTime",
    "CannotRequestExtension", "EvidenceFile", "apply_access_times", "decide_access_time", "decide_extension",
    "reasons_against_request", "request_access_time", "request_extension",
]  # fmt: skip
