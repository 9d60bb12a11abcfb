"""Static files under names made from their contents, modules that scripts import included.

So a page of one release never meets a module of another, whatever a browser or a proxy still holds.
"""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    support_js_module_import_aggregation = True
