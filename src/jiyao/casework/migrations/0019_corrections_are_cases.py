"""What its case says is not said again by a request to correct a record."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0018_corrections_to_cases"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="correction", name="correction_open_once"),
        migrations.RemoveConstraint(model_name="correction", name="correction_is_closed_by_somebody"),
        migrations.RemoveIndex(model_name="correction", name="casework_co_person__db07bd_idx"),
        migrations.RenameIndex(
            model_name="correction", new_name="correction_of_record", old_name="casework_co_table_fd889d_idx"
        ),
        migrations.RemoveField(model_name="correction", name="asked_act"),
        migrations.RemoveField(model_name="correction", name="asked_at"),
        migrations.RemoveField(model_name="correction", name="asked_by"),
        migrations.RemoveField(model_name="correction", name="decided_act"),
        migrations.RemoveField(model_name="correction", name="decided_at"),
        migrations.RemoveField(model_name="correction", name="decided_by"),
        migrations.RemoveField(model_name="correction", name="division"),
        migrations.RemoveField(model_name="correction", name="person"),
        migrations.RemoveField(model_name="correction", name="state"),
        migrations.AlterField(
            model_name="correction",
            name="case",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="correction",
                to="casework.case",
                verbose_name="办件",
            ),
        ),
    ]
