"""Files of records that officials upload: they may be large, so they lie on disk, under no name, while they arrive."""

from tempfile import TemporaryFile
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

MB = 1 << 20


def largest_file() -> int:
    """How many bytes a file of records may have."""
    return int(settings.LARGEST_FILE_MB) * MB


class OnDisk(FileUploadHandler):
    """Keeps a file on disk where nobody else can open it, and where it is gone with the request."""

    file: IO[bytes]

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begins a file."""
        super().new_file(*args, **kwargs)
        self.file = TemporaryFile()  # noqa: SIM115 - the request closes it

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Takes some of it. raises StopUpload where it grows too large; the rest is read and forgotten"""
        if start + len(raw_data) > largest_file():
            self.file.close()
            raise StopUpload(connection_reset=False)
        self.file.write(raw_data)

    def file_complete(self, file_size: int) -> "UploadedFile[bytes]":
        """The file."""
        self.file.seek(0)
        return UploadedFile(
            file=self.file,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
