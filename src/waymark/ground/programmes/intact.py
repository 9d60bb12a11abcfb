"""Whether each stored pack is still the one that its digest names."""

from __future__ import annotations

from collections.abc import Iterator

from waymark.ground.programmes.loader import digest_of
from waymark.ground.programmes.models import FrozenPack


def find_changed() -> Iterator[tuple[str, str]]:
    """Table and id of each row whose content is not what its digest says."""
    for pack in FrozenPack.objects.order_by("digest").iterator(chunk_size=10):
        if digest_of(pack.files) != pack.digest:
            yield pack._meta.db_table, pack.digest
