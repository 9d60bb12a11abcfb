"""`subject-access`: writes a copy of everything a provider holds about one person, as a ZIP."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from waymark.cli.arguments import ANSWERED, NotUnderstood, say
from waymark.cli.starting import open_database


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("email", metavar="EMAIL", help="the person’s email address")
    parser.add_argument("--provider", metavar="SLUG", required=True, help="the provider’s short id")
    parser.add_argument(
        "--out", metavar="ZIP", required=True, help="the file to write; it must not exist yet"
    )


def run(arguments: Namespace) -> int:
    """Leaves out marks, comments and outcome until the outcome is released."""
    open_database()
    from waymark.cli.options import email
    from waymark.cli.provisioning import provider_named
    from waymark.web.actions import write_subject_access
    from waymark.web.clock import time_now

    address, provider = email(arguments.email, "EMAIL"), provider_named(arguments.provider)
    archive = write_subject_access(provider=provider, email=address, by=None, at=time_now())
    if archive is None:
        raise NotUnderstood(
            f"{provider.name} holds nothing about {address}. Check the address, or ask which one they used."
        )
    _write(Path(arguments.out), archive)
    say(
        f"Written to {arguments.out}. It holds personal data: send it only to the person, and delete it afterwards."
    )
    return ANSWERED


def _write(path: Path, data: bytes) -> None:
    """Readable by its owner alone."""
    try:
        with path.open("xb") as file:
            path.chmod(0o600)
            file.write(data)
    except FileExistsError as problem:
        raise NotUnderstood(f"{path} exists already. Choose another name, or delete it first.") from problem
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or problem
        raise NotUnderstood(f"{path} cannot be written: {reason}.") from problem
