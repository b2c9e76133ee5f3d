import datetime

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("evaluation", "0011_inspections_with_files"),
        ("registry", "0010_ownerships"),
    ]

    operations = [
        migrations.CreateModel(
            name="TitleCandidacy",
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
                ("division", models.CharField(max_length=6, null=True, verbose_name="受理地")),
                ("occupation", models.CharField(max_length=10, verbose_name="职业编码")),
                ("target_title", models.CharField(max_length=24, verbose_name="申报职称")),
                ("applied_on", models.DateField(verbose_name="申报日期")),
                (
                    "engineering_front_line_post",
                    models.BooleanField(null=True, verbose_name="工程领域一线岗位"),
                ),
                (
                    "months_away_since_qualifying_level",
                    models.PositiveSmallIntegerField(null=True, verbose_name="取证后中断月数"),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="title_candidacies",
                        to="registry.person",
                        verbose_name="人员",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("record", "version"), name="titlecandidacy_version"),
                    models.UniqueConstraint(
                        condition=models.Q(
                            (
                                "superseded_at",
                                datetime.datetime(9999, 12, 31, 0, 0, tzinfo=datetime.timezone.utc),
                            )
                        ),
                        fields=("reference",),
                        name="titlecandidacy_standing_reference",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            (
                                "superseded_at",
                                datetime.datetime(9999, 12, 31, 0, 0, tzinfo=datetime.timezone.utc),
                            )
                        ),
                        fields=("record",),
                        name="titlecandidacy_standing_record",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("superseded_at__gt", models.F("recorded_at"))),
                        name="titlecandidacy_recorded_first",
                    ),
                ],
            },
        ),
    ]
