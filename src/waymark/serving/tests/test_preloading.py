"""Once the server runs, no template is read from the files again, and no module that a page needs is missing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.template import TemplateDoesNotExist, engines
from django.template.loaders import app_directories, filesystem

from waymark.serving import preloading

SOURCE = Path(preloading.__file__).parents[1]


@pytest.mark.parametrize("loader", [filesystem.Loader, app_directories.Loader])
def test_templates_are_not_read_from_newer_files(monkeypatch: pytest.MonkeyPatch, loader: type) -> None:
    count = preloading._read_templates()
    assert count > 100

    def gone(*_: object) -> str:
        raise TemplateDoesNotExist("the files belong to another version now")

    monkeypatch.setattr(loader, "get_contents", gone)
    for name in ("web/front.html", "sit/before.html", "kit/refusal.html", "503.html", "404.html"):
        assert engines["django"].get_template(name)
    with pytest.raises(TemplateDoesNotExist):
        engines["django"].get_template("web/no_such_page.html")


def test_only_our_own_templates_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other packages may lie below a folder of our name too, with templates that need what we have not installed."""
    read: list[str] = []
    engine = type(engines["django"])
    monkeypatch.setattr(engine, "get_template", lambda _, name: read.append(name))
    preloading._read_templates()
    assert "mfa/webauthn/authenticator_list.html" not in read
    assert "web/front.html" in read


@pytest.mark.slow
def test_every_module_that_a_request_may_need_is_loaded(tmp_path: Path) -> None:
    program = (
        "import django, sys; django.setup()\n"
        "from waymark.serving.preloading import preload; preload()\n"
        "print(*(name for name in sys.modules if name.startswith('waymark.')))"
    )
    env = {
        "WAYMARK_MODE": "test",
        "WAYMARK_VAR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE,
    }
    done = subprocess.run(
        [sys.executable, "-c", program], env=env, capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    left_out = {*preloading.LEFT_OUT}
    for path in SOURCE.rglob("*.py"):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        if left_out & {*parts} or parts[-1].endswith(("_child", "__main__", "__init__")):
            continue
        assert f"waymark.{'.'.join(parts)}" in loaded


def test_nothing_of_ours_is_read_for_another_application() -> None:
    """The benchmarks’ bare application is served with the same options, and has none of our apps."""
    code = (
        "from django.conf import settings; settings.configure(); import django; django.setup()\n"
        "from waymark.serving.preloading import preload; preload()\n"
        "import sys; print('waymark.web' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
