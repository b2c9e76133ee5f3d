import datetime

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("evaluation", "0007_session_seed"),
    ]

    operations = [
        migrations.CreateModel(
            name="AbilityItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("record", models.BigIntegerField(verbose_name="记录号")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="版本")),
                ("reference", models.CharField(max_length=64, verbose_name="来源编号")),
                ("recorded_at", models.DateTimeField(verbose_name="记录时间")),
                (
                    "superseded_at",
                    models.DateTimeField(
                        default=datetime.datetime(9999, 12, 31, 0, 0, tzinfo=datetime.timezone.utc),
                        verbose_name="更正时间",
                    ),
                ),
                ("item", models.CharField(max_length=40, verbose_name="项目编号")),
                ("name", models.CharField(max_length=80, verbose_name="项目名称")),
                ("occupation", models.CharField(max_length=10, null=True, verbose_name="相近职业")),
                ("specification", models.CharField(max_length=120, null=True, verbose_name="考核规范")),
                ("hours", models.PositiveSmallIntegerField(null=True, verbose_name="培训学时")),
                ("starts_on", models.DateField(verbose_name="公布日期")),
                ("ends_on", models.DateField(null=True, verbose_name="停用日期")),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("record", "version"), name="abilityitem_version"),
                    models.UniqueConstraint(
                        condition=models.Q(
                            (
                                "superseded_at",
                                datetime.datetime(9999, 12, 31, 0, 0, tzinfo=datetime.timezone.utc),
                            )
                        ),
                        fields=("reference",),
                        name="abilityitem_standing_reference",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            (
                                "superseded_at",
                                datetime.datetime(9999, 12, 31, 0, 0, tzinfo=datetime.timezone.utc),
                            )
                        ),
                        fields=("record",),
                        name="abilityitem_standing_record",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("superseded_at__gt", models.F("recorded_at"))),
                        name="abilityitem_recorded_first",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="abilityitem_starts_on_first",
                    ),
                ],
            },
        ),
    ]
