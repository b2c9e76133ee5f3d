import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("employment", "0001_initial"),
        ("foundation", "0005_stopped_jobs"),
        ("registry", "0010_ownerships"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AppointmentPaper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("appointment", models.BigIntegerField(db_index=True, verbose_name="聘任记录号")),
                ("added_at", models.DateTimeField(verbose_name="提交时间")),
                (
                    "added_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提交账号",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="foundation.attachment",
                        verbose_name="文件",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AppointmentQuestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("appointment", models.BigIntegerField(db_index=True, verbose_name="聘任记录号")),
                ("division", models.CharField(max_length=6, null=True, verbose_name="所在地")),
                ("question_sealed", models.BinaryField(verbose_name="询问")),
                ("asked_at", models.DateTimeField(verbose_name="询问时间")),
                ("answer_sealed", models.BinaryField(null=True, verbose_name="答复")),
                ("answered_at", models.DateTimeField(null=True, verbose_name="答复时间")),
                ("settled_at", models.DateTimeField(null=True, verbose_name="了结时间")),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="答复账号",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="询问账号",
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="post_questions",
                        to="registry.organisation",
                        verbose_name="用人单位",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.person",
                        verbose_name="人员",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer_sealed__isnull", True), ("answered_at__isnull", True)),
                            models.Q(("answer_sealed__isnull", False), ("answered_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="appointmentquestion_answered_whole",
                    )
                ],
            },
        ),
    ]
