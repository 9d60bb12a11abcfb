"""`window`: the instants at which an assessment window opens and closes."""

import json
from argparse import ArgumentParser, Namespace
from datetime import datetime

from waymark.cli.arguments import ANSWERED, NotUnderstood, add_format, day, minute, whole_number
from waymark.kit.clock import LONDON, NoSuchWindow, window_of


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--opens", metavar="DATE", required=True, help="the first day, such as 2026-10-19")
    parser.add_argument(
        "--days", metavar="N", required=True, help="calendar days, counting the first and the last"
    )
    parser.add_argument("--opens-time", metavar="TIME", default="00:01", help="local time on the first day")
    parser.add_argument(
        "--closes", metavar="TIME", default="23:59", help="the last minute in which answers are accepted"
    )
    parser.add_argument("--zone", metavar="ZONE", default=LONDON, help="the IANA name of the time zone")
    add_format(parser)


def run(arguments: Namespace) -> int:
    try:
        span = window_of(
            opens_on=day(arguments.opens, "--opens"),
            days=whole_number(arguments.days, "--days"),
            opens_time=minute(arguments.opens_time, "--opens-time"),
            closes_time=minute(arguments.closes, "--closes"),
            zone=arguments.zone,
        )
    except NoSuchWindow as problem:
        raise NotUnderstood(str(problem)) from problem
    instants = {"opens_at": in_utc(span.opens_at), "closes_before": in_utc(span.closes_before)}
    if arguments.format == "json":
        print(json.dumps(instants))
    else:
        for name, instant in instants.items():
            print(f"{name}: {instant}")
    return ANSWERED


def in_utc(instant: datetime) -> str:
    return instant.isoformat().replace("+00:00", "Z")
