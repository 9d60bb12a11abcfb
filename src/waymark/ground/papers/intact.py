"""Whether each locked paper, with the files of its case study, is still the one that was locked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from waymark.ground.papers.fingerprints import fingerprint_of
from waymark.ground.papers.models import ExhibitFile, PaperLock


def find_changed() -> Iterator[tuple[str, int]]:
    """Table and id of each row whose content is not what the lock says."""
    locks = PaperLock.objects.select_related("paper__case").order_by("paper_id")
    for lock in locks.iterator(chunk_size=10):
        exhibits = lock.paper.exhibits.order_by("name").values_list("name", "digest")
        case = lock.paper.case.text if hasattr(lock.paper, "case") else ""
        if fingerprint_of(body=lock.paper.body, case=case, exhibits=exhibits) != lock.fingerprint:
            yield "papers_paper", lock.paper_id
    files = ExhibitFile.objects.filter(exhibit__paper__lock__isnull=False).select_related("exhibit")
    for file in files.order_by("id").iterator(chunk_size=10):
        if hashlib.sha256(bytes(file.data)).hexdigest() != file.exhibit.digest:
            yield "papers_exhibitfile", file.pk
