import datetime

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("registry", "0008_helpers"),
    ]

    operations = [
        migrations.CreateModel(
            name="PostAppointment",
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
                ("division", models.CharField(max_length=6, null=True, verbose_name="所在地")),
                ("post", models.CharField(max_length=20, verbose_name="聘任岗位")),
                ("occupation", models.CharField(max_length=10, verbose_name="职业编码")),
                ("starts_on", models.DateField(verbose_name="聘任起始日")),
                ("ends_on", models.DateField(null=True, verbose_name="聘任截止日")),
                ("document_number", models.CharField(max_length=60, null=True, verbose_name="聘任文件")),
                ("post_pay", models.CharField(max_length=20, null=True, verbose_name="薪酬方式")),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="registry.organisation",
                        verbose_name="用人单位",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="registry.person",
                        verbose_name="人员",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["employer", "post"], name="employment__employe_c5696d_idx")],
                "constraints": [
                    models.UniqueConstraint(fields=("record", "version"), name="postappointment_version"),
                    models.UniqueConstraint(
                        condition=models.Q(
                            (
                                "superseded_at",
                                datetime.datetime(9999, 12, 31, 0, 0, tzinfo=datetime.timezone.utc),
                            )
                        ),
                        fields=("reference",),
                        name="postappointment_standing_reference",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            (
                                "superseded_at",
                                datetime.datetime(9999, 12, 31, 0, 0, tzinfo=datetime.timezone.utc),
                            )
                        ),
                        fields=("record",),
                        name="postappointment_standing_record",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("superseded_at__gt", models.F("recorded_at"))),
                        name="postappointment_recorded_first",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="postappointment_starts_on_first",
                    ),
                ],
            },
        ),
    ]
