"""Requests to correct a record are to be cases: each can have one."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0016_messages"),
    ]

    operations = [
        migrations.AlterField(
            model_name="case",
            name="subject",
            field=models.CharField(max_length=81, verbose_name="对象"),
        ),
        migrations.RenameModel(old_name="CorrectionRequest", new_name="Correction"),
        migrations.AddField(
            model_name="correction",
            name="case",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="correction",
                to="casework.case",
                verbose_name="办件",
            ),
        ),
    ]
