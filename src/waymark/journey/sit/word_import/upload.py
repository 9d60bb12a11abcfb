"""One uploaded file, in memory, up to a size: nothing of it ever reaches a disk."""

from __future__ import annotations

import io
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest


class InMemoryUpTo(FileUploadHandler):
    """Keeps the first `most` bytes of a file; of one that is larger it keeps nothing, and reads it to its end.

    An answer in words reaches a browser only when all it sent was read.
    """

    def __init__(self, request: HttpRequest, *, most: int) -> None:
        super().__init__(request)
        self.most = most
        self.too_big = False

    def new_file(self, *said: Any, **more: Any) -> None:
        super().new_file(*said, **more)
        self.kept = bytearray()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) > self.most:
            self.too_big = True
            self.kept.clear()
        elif not self.too_big:
            self.kept += raw_data

    def file_complete(self, file_size: int) -> UploadedFile[bytes]:
        return InMemoryUploadedFile(
            io.BytesIO(self.kept), self.field_name, self.file_name, self.content_type, len(self.kept), None
        )
