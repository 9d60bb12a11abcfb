"""A window of WebKit that WebKitWebDriver drives, with its disk in the folder WAYMARK_WEBKIT_FOLDER.

WebKit's own MiniBrowser forgets everything while it is driven, so that it could not be killed and opened again. Runs
under the system's Python, which alone has WebKit; imports nothing of this project.
"""

import os
from pathlib import Path

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")

from gi.repository import Gtk, WebKit2  # noqa: E402


def main() -> None:
    folder = Path(os.environ["WAYMARK_WEBKIT_FOLDER"])
    (folder / "pid").write_text(str(os.getpid()), "ascii")
    disk = WebKit2.WebsiteDataManager(
        base_data_directory=str(folder / "data"), base_cache_directory=str(folder / "cache")
    )
    context = WebKit2.WebContext(website_data_manager=disk)
    context.set_automation_allowed(True)
    context.connect(
        "automation-started", lambda _, session: session.connect("create-web-view", open_window, context)
    )
    Gtk.main()


def open_window(session: WebKit2.AutomationSession, context: WebKit2.WebContext) -> WebKit2.WebView:
    view = WebKit2.WebView(web_context=context, is_controlled_by_automation=True)
    window = Gtk.Window()
    window.add(view)
    window.set_default_size(1280, 900)
    view.connect("close", lambda _: window.destroy())
    window.show_all()
    return view


if __name__ == "__main__":
    main()
