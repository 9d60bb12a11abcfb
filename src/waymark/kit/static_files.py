"""Static files under names made from their contents, modules that scripts import included.

So a page of one release never meets a module of another, whatever a browser or a proxy still holds.
"""

from __future__ import annotations

from functools import lru_cache

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    support_js_module_import_aggregation = True

    @lru_cache(maxsize=1024)  # noqa: B019 - there is one storage, and it lives as long as the process
    def url(self, name: str, force: bool = False) -> str:
        """Every page asks for the same few files, and a release never changes them."""
        url: str = super().url(name, force)
        return url
