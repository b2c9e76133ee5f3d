"""Files that people upload: held in memory, never on disk, and refused as they arrive where they are too large."""

from io import BytesIO
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

MB = 1 << 20


def largest_upload() -> int:
    """How many bytes a file may have."""
    return int(settings.LARGEST_UPLOAD_MB) * MB


class InMemory(FileUploadHandler):
    """Keeps a file in memory. What is too large is read to its end and forgotten, so that the page can say so."""

    file: IO[bytes]

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begins a file."""
        super().new_file(*args, **kwargs)
        self.file = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Takes some of it. raises StopUpload where it grows too large"""
        if start + len(raw_data) > largest_upload():
            self.file.close()
            raise StopUpload(connection_reset=False)
        self.file.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """The file."""
        self.file.seek(0)
        return InMemoryUploadedFile(
            file=self.file,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
