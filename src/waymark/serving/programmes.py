"""Programmes are read once, before the processes are forked: reading one takes longer than thirty requests."""

from __future__ import annotations


def read_programmes() -> None:
    """Reads the programmes of the newest cohorts. Leaves no connection open that was not open before.

    A database without its tables, or out of reach, is none of its business: the requests will say so.
    """
    from django.apps import apps
    from django.db import DatabaseError, connection

    if not (apps.ready and apps.is_installed("waymark.ground.cohorts")):
        return
    from waymark.ground.cohorts.queries import read_programmes_of_newest_cohorts

    was_open = connection.connection is not None
    try:
        read_programmes_of_newest_cohorts()
    except (DatabaseError, LookupError):
        return
    finally:
        if not was_open:
            connection.close()
