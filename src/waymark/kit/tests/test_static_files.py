"""Every module that a script imports is named by its contents, so that releases never mix in a browser."""

from __future__ import annotations

import re

from django.core.management import call_command

IMPORTED = re.compile(r"""(?:\bfrom|^import)\s*["'](\.{1,2}/[^"']+)["']""", re.MULTILINE)
NAMED = re.compile(r"\.[0-9a-f]{12}\.js$")


def test_modules_are_named_by_their_contents(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    files = {"BACKEND": "waymark.kit.static_files.StaticFiles"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": files}
    call_command("collectstatic", interactive=False, verbosity=0)
    scripts = [script for script in tmp_path.rglob("*.js") if NAMED.search(script.name)]
    imported = [(script, name) for script in scripts for name in IMPORTED.findall(script.read_text("utf-8"))]
    assert len(imported) > 20
    assert not [name for _, name in imported if not NAMED.search(name)]
    assert not [name for script, name in imported if not (script.parent / name).resolve().is_file()]
