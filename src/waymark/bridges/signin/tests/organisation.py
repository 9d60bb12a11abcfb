"""A real OpenID Connect provider, which runs beside a test on this machine."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings as django_settings

SCRIPT = Path(__file__).with_name("oidc_provider.mjs")
NODE = shutil.which("node")


@contextmanager
def running_provider(back: str) -> Iterator[str]:
    """Its issuer; `back` is the address of ours that it leads back to."""
    assert NODE, "Node runs the provider."
    command = [NODE, str(SCRIPT), back]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=django_settings.BASE
    )
    assert process.stdout
    try:
        yield process.stdout.readline().strip()
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def use_provider(settings: Any, issuer: str) -> None:
    """As an operator sets it."""
    settings.OIDC_ISSUER, settings.OIDC_NAME = issuer, "Our Trust"
    settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = "waymark", "a secret of the tests"
