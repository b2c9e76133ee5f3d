"""The heads of the chains, and triggers: acts are added, never changed or taken away; heads only grow."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

CHAINS = 16
KEPT = ["foundation_act", "foundation_actpayload", "foundation_actmanifest", "foundation_actbasis"]
HEADS = "foundation_actchain"
SAME = {
    "foundation_act": "number = NEW.number",
    "foundation_actpayload": "act_id = NEW.act_id",
    "foundation_actmanifest": "id = NEW.id OR (act_id = NEW.act_id AND part = NEW.part)",
    "foundation_actbasis": "id = NEW.id OR (act_id = NEW.act_id AND basis_id = NEW.basis_id)",
    HEADS: "chain = NEW.chain",
}
"""On SQLite, INSERT OR REPLACE takes rows away without asking the trigger on DELETE."""

POSTGRESQL = [
    """
    CREATE FUNCTION foundation_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '%: acts are kept for ever; % is refused', TG_TABLE_NAME, TG_OP
            USING ERRCODE = 'restrict_violation';
    END $$
    """,
    *(
        f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION foundation_refuse_change()"
        for table in KEPT
    ),
    f"CREATE TRIGGER {HEADS}_kept BEFORE DELETE OR TRUNCATE ON {HEADS} "
    "FOR EACH STATEMENT EXECUTE FUNCTION foundation_refuse_change()",
    f"CREATE TRIGGER {HEADS}_grows BEFORE UPDATE ON {HEADS} FOR EACH ROW "
    "WHEN (NEW.length <= OLD.length OR NEW.chain <> OLD.chain) EXECUTE FUNCTION foundation_refuse_change()",
]
SQLITE = [
    *(
        f"CREATE TRIGGER {table}_replace_kept BEFORE INSERT ON {table} "  # noqa: S608 - our own names
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) "
        f"BEGIN SELECT RAISE(ABORT, '{table}: acts are kept for ever; REPLACE is refused'); END"
        for table, same in SAME.items()
    ),
    *(
        f"CREATE TRIGGER {table}_{event.lower()}_kept BEFORE {event} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table}: acts are kept for ever; {event} is refused'); END"
        for table in KEPT
        for event in ("UPDATE", "DELETE")
    ),
    f"CREATE TRIGGER {HEADS}_delete_kept BEFORE DELETE ON {HEADS} "
    f"BEGIN SELECT RAISE(ABORT, '{HEADS}: acts are kept for ever; DELETE is refused'); END",
    f"CREATE TRIGGER {HEADS}_grows BEFORE UPDATE ON {HEADS} "
    "WHEN NEW.length <= OLD.length OR NEW.chain <> OLD.chain "
    f"BEGIN SELECT RAISE(ABORT, '{HEADS}: acts are kept for ever; UPDATE is refused'); END",
]
CREATE = {"postgresql": POSTGRESQL, "sqlite": SQLITE}


def create(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Makes the heads, then the triggers"""
    chain = apps.get_model("foundation", "ActChain")
    chain._default_manager.bulk_create([chain(chain=n, length=0, hash=bytes(32)) for n in range(CHAINS)])
    for statement in CREATE[editor.connection.vendor]:
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("foundation", "0001_acts_and_keys")]

    operations = [migrations.RunPython(create)]
