"""The guards on PostgreSQL: a function and two triggers for each table. TRUNCATE is refused as well."""

from __future__ import annotations

from waymark.kit.guards.tables import QUEUE, Table

DIFFERS = "IS DISTINCT FROM"
FUNCTION = """CREATE OR REPLACE FUNCTION guard_{table}() RETURNS trigger LANGUAGE plpgsql AS $guard$
BEGIN
  IF TG_OP = 'UPDATE' THEN IF {update} THEN {refuse} END IF; RETURN NEW; END IF;
  IF TG_OP = 'DELETE' THEN IF {delete} THEN {refuse} END IF; RETURN OLD; END IF;
  IF TG_OP = 'INSERT' THEN IF {insert} THEN {refuse} END IF; RETURN NEW; END IF;
  {refuse}
END $guard$"""
REFUSE = "RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation';"
OF_ROWS = """CREATE TRIGGER guard_{table} BEFORE {acts} ON "{table}"
FOR EACH ROW EXECUTE FUNCTION guard_{table}()"""
OF_ALL = """CREATE TRIGGER guard_{table}_truncate BEFORE TRUNCATE ON "{table}"
FOR EACH STATEMENT EXECUTE FUNCTION guard_{table}()"""
NEVER = "1 = 0"
NOTE = """CREATE OR REPLACE FUNCTION queue_{table}() RETURNS trigger LANGUAGE plpgsql AS $queue$
BEGIN
  INSERT INTO "{queue}" ("table", row_id) SELECT '{table}', "{pk}" FROM added; RETURN NULL;
END $queue$"""
NOTES = """CREATE TRIGGER queue_{table}_{name} AFTER {act} ON "{table}" REFERENCING NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION queue_{table}()"""


def script(table: Table) -> list[str]:
    """The statements that put the guard on a table that has none."""
    is_child = getattr(table.guard, "refuses_inserts", False)
    update = table.update_refused(differs=DIFFERS)
    function = FUNCTION.format(
        table=table.name,
        update=f"({update}) OR {table.frozen('NEW')}" if is_child else update,
        delete=table.unless_erased(table.frozen("OLD")),
        insert=table.frozen("NEW") if is_child else NEVER,
        refuse=REFUSE.format(message=table.message),
    )
    acts = "INSERT OR UPDATE OR DELETE" if is_child else "UPDATE OR DELETE"
    guard = [function, OF_ROWS.format(table=table.name, acts=acts), OF_ALL.format(table=table.name)]
    return [*guard, *_queue(table)]


def number_of_triggers(table: Table) -> int:
    return sum(statement.startswith("CREATE TRIGGER") for statement in script(table))


def _queue(table: Table) -> list[str]:
    if not table.is_sealed:
        return []
    acts = ("INSERT", "UPDATE") if table.may_set or table.may_clear else ("INSERT",)
    note = NOTE.format(table=table.name, queue=QUEUE, pk=table.pk)
    return [note, *(NOTES.format(table=table.name, name=act.lower(), act=act) for act in acts)]
