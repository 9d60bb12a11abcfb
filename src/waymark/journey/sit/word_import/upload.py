"""Receives one uploaded file in memory, up to a maximum size, so that nothing of it reaches a disk."""

from __future__ import annotations

import io
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest


class InMemoryUploadHandler(FileUploadHandler):
    """Keeps a file of up to `max_bytes`. Of a larger one it keeps nothing, but still reads it to its end.

    A browser shows the response only when everything it sent was read.
    """

    def __init__(self, request: HttpRequest, *, max_bytes: int) -> None:
        super().__init__(request)
        self.max_bytes = max_bytes
        self.is_too_large = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.received = bytearray()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) > self.max_bytes:
            self.is_too_large = True
            self.received.clear()
        elif not self.is_too_large:
            self.received += raw_data

    def file_complete(self, file_size: int) -> UploadedFile[bytes]:
        return InMemoryUploadedFile(
            io.BytesIO(self.received),
            self.field_name,
            self.file_name,
            self.content_type,
            len(self.received),
            None,
        )
