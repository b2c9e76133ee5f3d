"""Answers to what was contested, and rosters, have papers of their own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0020_telling_by_others"),
    ]

    operations = [
        migrations.AlterField(
            model_name="paper",
            name="kind",
            field=models.CharField(
                choices=[
                    ("acceptance", "受理通知书"),
                    ("supplement", "一次性告知补正通知书"),
                    ("rejection", "不予受理通知书"),
                    ("decision", "给付决定书"),
                    ("refusal", "不予给付决定书"),
                    ("reversal", "撤销给付决定书"),
                    ("answer", "异议、申诉、投诉处理决定书"),
                    ("lines", "名册处理决定书"),
                    ("explanation", "办案说明"),
                    ("notice", "公示"),
                    ("summary", "汇总表"),
                    ("payment-request", "请款函"),
                ],
                max_length=16,
                verbose_name="种类",
            ),
        ),
        migrations.AlterField(
            model_name="paperseries",
            name="kind",
            field=models.CharField(
                choices=[
                    ("acceptance", "受理通知书"),
                    ("supplement", "一次性告知补正通知书"),
                    ("rejection", "不予受理通知书"),
                    ("decision", "给付决定书"),
                    ("refusal", "不予给付决定书"),
                    ("reversal", "撤销给付决定书"),
                    ("answer", "异议、申诉、投诉处理决定书"),
                    ("lines", "名册处理决定书"),
                    ("explanation", "办案说明"),
                    ("notice", "公示"),
                    ("summary", "汇总表"),
                    ("payment-request", "请款函"),
                ],
                max_length=16,
                verbose_name="种类",
            ),
        ),
    ]
