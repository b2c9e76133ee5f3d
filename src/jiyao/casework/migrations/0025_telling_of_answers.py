"""People are told of answers, of what is determined again, and of the standing of a certificate."""

from django.db import migrations, models

STEPS = [
    ("offer", "可领取"),
    ("ask-supplement", "需补正"),
    ("reject", "未予受理"),
    ("refuse", "未获批准"),
    ("decide", "已批准"),
    ("give-account", "需更换账户"),
    ("close", "已办结"),
    ("answer", "已答复"),
    ("reverse", "已重新核定"),
    ("standing", "证书状态有变"),
]


class Migration(migrations.Migration):
    dependencies = [("casework", "0024_asked_rosters")]

    operations = [
        migrations.AlterField(
            "message", "step", models.CharField(choices=STEPS, max_length=16, verbose_name="步骤")
        ),
    ]
