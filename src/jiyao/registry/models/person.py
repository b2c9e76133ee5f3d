"""People. Who somebody is stays sealed; rules see birth, sex and numbers that name nobody."""

from django.db import models

from jiyao.registry.models.record import Record


class Person(models.Model):
    """Somebody, under a number that tells nothing. All else of them stands in records."""

    id = models.BigIntegerField("人员号", primary_key=True)

    def __str__(self) -> str:
        return str(self.id)


class PersonVersion(Record):
    """Who a person is. `record` is the person's number; `reference` the keyed hash of the identity number.

    name_sealed, identity_sealed, phone_sealed   sealed under the person's data key
    """

    person = models.ForeignKey(Person, models.PROTECT, verbose_name="人员", related_name="versions")
    name_sealed = models.BinaryField("姓名", null=True)
    identity_sealed = models.BinaryField("公民身份号码", null=True)
    phone_sealed = models.BinaryField("手机号码", null=True)
    birth_on = models.DateField("出生日期", null=True)
    sex = models.CharField("性别", max_length=8, null=True)

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(record=models.F("person")), name="%(class)s_is_of_person"
            ),
        ]
