"""Triggers: transfers are added, never changed or taken away."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLE = "funds_transfer"
POSTGRESQL = [
    """
    CREATE FUNCTION funds_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '%: transfers are kept for ever; % is refused', TG_TABLE_NAME, TG_OP
            USING ERRCODE = 'restrict_violation';
    END $$
    """,
    f"CREATE TRIGGER {TABLE}_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON {TABLE} "
    "FOR EACH STATEMENT EXECUTE FUNCTION funds_refuse_change()",
]
SQLITE = [
    f"CREATE TRIGGER {TABLE}_replace_kept BEFORE INSERT ON {TABLE} "  # noqa: S608 - our own names
    f"WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id) "
    f"BEGIN SELECT RAISE(ABORT, '{TABLE}: transfers are kept for ever; REPLACE is refused'); END",
    *(
        f"CREATE TRIGGER {TABLE}_{event.lower()}_kept BEFORE {event} ON {TABLE} "
        f"BEGIN SELECT RAISE(ABORT, '{TABLE}: transfers are kept for ever; {event} is refused'); END"
        for event in ("UPDATE", "DELETE")
    ),
]
CREATE = {"postgresql": POSTGRESQL, "sqlite": SQLITE}


def create(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Makes the triggers"""
    for statement in CREATE[editor.connection.vendor]:
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("funds", "0001_initial")]

    operations = [migrations.RunPython(create)]
