"""Employers and villages tell, too; a person says whether text messages are wanted."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

CHANNELS = [
    ("portal", "本人页面"),
    ("sms", "短信"),
    ("employer", "单位"),
    ("village", "村、社区"),
    ("visit", "走访"),
]
STEPS = [
    ("offer", "可领取"),
    ("ask-supplement", "需补正"),
    ("reject", "未予受理"),
    ("refuse", "未获批准"),
    ("decide", "已批准"),
    ("give-account", "需更换账户"),
    ("close", "已办结"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0019_corrections_are_cases"),
        ("registry", "0008_helpers"),
    ]

    operations = [
        migrations.CreateModel(
            name="SmsConsent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sms_consent",
                        to="registry.person",
                        verbose_name="人员",
                    ),
                ),
                ("wanted", models.BooleanField(verbose_name="接收短信")),
                (
                    "way",
                    models.CharField(
                        choices=[("portal", "本人页面"), ("counter", "窗口")],
                        max_length=8,
                        verbose_name="表示方式",
                    ),
                ),
                ("said_at", models.DateTimeField(verbose_name="表示时间")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记账号",
                    ),
                ),
            ],
        ),
        migrations.RenameField("message", "visited_on", "told_on"),
        migrations.AlterField("message", "told_on", models.DateField(null=True, verbose_name="告知日期")),
        migrations.AddField(
            "message",
            "organisation",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="registry.organisation",
                verbose_name="告知单位",
            ),
        ),
        migrations.AlterField(
            "message", "channel", models.CharField(choices=CHANNELS, max_length=8, verbose_name="渠道")
        ),
        migrations.AlterField(
            "message", "division", models.CharField(max_length=6, null=True, verbose_name="所在地")
        ),
        migrations.AlterField(
            "message", "step", models.CharField(choices=STEPS, max_length=16, verbose_name="步骤")
        ),
    ]
