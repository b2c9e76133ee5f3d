"""Attachments: files kept once by what they hold."""

from django.db import models


class Attachment(models.Model):
    """A file under the hash of its content. It lies sealed in the folder of attachments.

    hash    SHA-256 of the content, in hexadecimal digits
    kind    what the content is, by its first bytes: pdf, png, jpeg, xlsx, docx, zip, parquet, html, csv; text
            where a text was wanted and no table
    name    what it was called when it was first kept
    """

    hash = models.CharField("摘要", max_length=64, unique=True)
    kind = models.CharField("类型", max_length=12)
    size = models.BigIntegerField("大小")
    name = models.CharField("文件名", max_length=200)
    kept_at = models.DateTimeField("保存时间")

    def __str__(self) -> str:
        return self.name
