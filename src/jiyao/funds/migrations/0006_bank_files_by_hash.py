from typing import Any

from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def say_hashes(apps: Any, schema_editor: Any) -> None:
    """Files that were kept before lie under the hash of their content."""
    attachments = apps.get_model("foundation", "Attachment").objects.filter(pk=OuterRef("attachment"))
    apps.get_model("funds", "BankFile").objects.update(hash=Subquery(attachments.values("hash")))


class Migration(migrations.Migration):
    dependencies = [
        ("funds", "0005_allotting_documents"),
    ]

    operations = [
        migrations.AddField(
            model_name="bankfile",
            name="hash",
            field=models.CharField(default="", max_length=64, verbose_name="摘要"),
            preserve_default=False,
        ),
        migrations.RunPython(say_hashes, migrations.RunPython.noop),
    ]
