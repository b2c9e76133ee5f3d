"""Answers kept for those who repeat a request."""

from django.db import models


class KeptAnswer(models.Model):
    """The answer to a request that came with an idempotency key.

    Neither key nor request nor answer can be read here: key and request stand as keyed hashes, and the answer is
    sealed with what is derived from the key.

    status    of the answer; nothing while the request is being worked on
    """

    key_hash = models.CharField("幂等键摘要", max_length=64, unique=True)
    request_hash = models.CharField("请求摘要", max_length=64)
    status = models.PositiveSmallIntegerField("状态码", null=True)
    sealed = models.BinaryField("封存的答复", null=True)
    expires_at = models.DateTimeField("保留至", db_index=True)

    def __str__(self) -> str:
        return self.key_hash[:12]
