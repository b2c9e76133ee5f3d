"""Acts: what was done, by whom, resting on what. The act is the audit entry. Rows are only ever added."""

from django.db import models

CHAINS = 16
"""How many chains there are: so many writers never wait for each other. Migration 0001 makes them."""
SPREAD = 100
"""An act's number is its position times this, plus its chain. More chains than this would need new numbers."""


class Act(models.Model):
    """One link of a chain. It names nobody: numbers, codes, sums, and hashes of what lies apart.

    number          position * 100 + chain; opaque elsewhere
    actor, subject  who did it and what it was done to, such as account:12 and person:340
    at              the moment of the act, as its caller said
    owner           the person under whose key the payload is sealed; none: the installation's own key
    codes           what may be known of it for ever
    rests_on        the acts that it rests on, each as [number, hash]
    payload_hash    of the sealed payload; manifest_hash: of the manifest's lines
    previous        the hash of the act before it on its chain
    hash            of all of the above
    """

    number = models.BigIntegerField("编号", primary_key=True)
    kind = models.CharField("种类", max_length=40)
    actor = models.CharField("经办", max_length=80)
    subject = models.CharField("对象", max_length=80)
    at = models.DateTimeField("时间")
    owner = models.BigIntegerField("所属人员号", null=True)
    codes = models.JSONField("代码")
    rests_on = models.JSONField("依据")
    payload_hash = models.BinaryField("内容摘要", null=True)
    manifest_hash = models.BinaryField("清单摘要", null=True)
    previous = models.BinaryField("上一摘要")
    hash = models.BinaryField("摘要")

    class Meta:
        indexes = [models.Index(fields=["subject", "at"])]

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"

    @property
    def chain(self) -> int:
        """The chain it is on."""
        return self.number % SPREAD

    @property
    def position(self) -> int:
        """Its place on the chain, from 1."""
        return self.number // SPREAD


class ActPayload(models.Model):
    """What an act says beyond codes, sealed."""

    act = models.OneToOneField(Act, models.PROTECT, primary_key=True, verbose_name="行为")
    sealed = models.BinaryField("内容")


class ActManifest(models.Model):
    """A part of a bulk act's manifest: lines of record, version and mark, compressed."""

    act = models.ForeignKey(Act, models.PROTECT, verbose_name="行为")
    part = models.PositiveIntegerField("分段")
    lines = models.BinaryField("清单")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["act", "part"], name="manifest_part_once")]


class ActBasis(models.Model):
    """That one act rests on another, to be found from below. The chained row says the same."""

    act = models.ForeignKey(Act, models.PROTECT, verbose_name="行为", related_name="bases")
    basis = models.ForeignKey(Act, models.PROTECT, verbose_name="依据", related_name="resting")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["act", "basis"], name="basis_once")]


class ActChain(models.Model):
    """The head of a chain: how many acts it has, and the hash of the last."""

    chain = models.PositiveSmallIntegerField("链号", primary_key=True)
    length = models.BigIntegerField("长度", default=0)
    hash = models.BinaryField("末位摘要")
