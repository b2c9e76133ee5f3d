"""Where record numbers come from: a sequence, which never waits; on SQLite, with one writer, a counter."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

CREATE = {
    "postgresql": ["CREATE SEQUENCE registry_record_number"],
    "sqlite": [
        "CREATE TABLE registry_record_number (last_value bigint NOT NULL)",
        "INSERT INTO registry_record_number VALUES (0)",
    ],
}
DROP = {
    "postgresql": ["DROP SEQUENCE registry_record_number"],
    "sqlite": ["DROP TABLE registry_record_number"],
}


def create(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Makes the source of numbers"""
    for statement in CREATE[editor.connection.vendor]:
        editor.execute(statement)


def drop(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Takes it away"""
    for statement in DROP[editor.connection.vendor]:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
