"""The list of what a page is made of is whole: modules that modules import, and the fonts of the style sheet."""

from __future__ import annotations

from pathlib import Path

from django.core.management import call_command

from waymark.kit.page_files import list_page_files


def test_modules_are_listed_with_all_that_they_import():
    files = list_page_files("sit/desk.js")
    assert len(files) == len(set(files))
    for name in ("sit/desk.js", "sit/keeper.js", "sit/store.js", "kit/words-v1.js", "kit/whole_text.js"):
        assert f"/static/{name}" in files
    assert "/static/sit/worker.js" not in files
    assert "/static/mark/mark_form.js" not in files


def test_all_fonts_of_the_style_sheet_are_listed():
    fonts = [name for name in list_page_files() if name.endswith(".woff2")]
    assert len(fonts) == 6
    assert "/static/kit/fonts/source-serif-4-latin-wght-normal.woff2" in fonts


def test_in_production_they_have_the_names_made_from_their_contents(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    files = {"BACKEND": "waymark.kit.static_files.StaticFiles"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": files}
    call_command("collectstatic", interactive=False, verbosity=0)
    listed = list_page_files("sit/desk.js")
    assert [name for name in listed if not (tmp_path / name.removeprefix("/static/")).is_file()] == []
    assert not [name for name in listed if len(Path(name).name.split(".")) < 3]
