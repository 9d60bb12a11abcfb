"""What visitors may ask this room: the queries of its subjects."""

from waymark.journey.enquire.enquiries.queries import (
    clock_of,
    get_enquiry_for,
    list_waiting_for,
    promise_of,
    waiting_for,
)

__all__ = ["clock_of", "get_enquiry_for", "list_waiting_for", "promise_of", "waiting_for"]
