"""The truth. No rule and no flag may read it; tests and measurements of flags do."""

from django.db import models


class PlantedTruth(models.Model):
    """A record that was planted: part of a fraud, or of something innocent that looks like one.

    case             number of the fraud or look-alike; its records share it
    kind             which fraud it is, or looks like
    subject, record  the kind of record, and its number
    explanation      what shows it, or why it is innocent
    """

    case = models.BigIntegerField("案例号")
    kind = models.CharField("种类", max_length=40)
    subject = models.CharField("对象", max_length=24)
    record = models.BigIntegerField("记录号")
    is_fraud = models.BooleanField("欺诈")
    explanation = models.CharField("说明", max_length=200)

    class Meta:
        db_table = "demo_truth"


class PaymentDeparture(models.Model):
    """A past decision that was not what the rules said. Sums are in fen; nothing is 0.

    kind   refused_by_hand, paid_by_hand, wrong_amount or paid_twice
    """

    kind = models.CharField("种类", max_length=20)
    measure = models.CharField("措施", max_length=64)
    subject = models.CharField("对象", max_length=24)
    subject_record = models.BigIntegerField("对象记录号")
    decided_on = models.DateField("决定日期")
    determined_fen = models.BigIntegerField("应付金额")
    paid_fen = models.BigIntegerField("实付金额")
