"""Makes a locked paper unchangeable in the database itself: steps of a migration, for both databases."""

from __future__ import annotations

from typing import Any

REFUSED = "a locked paper never changes"
LOCKED = "EXISTS (SELECT 1 FROM papers_paperlock l WHERE l.paper_id = {paper})"
OF_EXHIBIT = (
    "EXISTS (SELECT 1 FROM papers_paperlock l JOIN papers_exhibit e ON e.paper_id = l.paper_id "
    "WHERE e.id = {paper})"
)
"""Here `{paper}` is the exhibit's id."""

FROZEN = {
    "papers_paper": ("id", LOCKED, ("UPDATE", "DELETE")),
    "papers_casestudy": ("paper_id", LOCKED, ("INSERT", "UPDATE", "DELETE")),
    "papers_exhibit": ("paper_id", LOCKED, ("INSERT", "UPDATE", "DELETE")),
    "papers_exhibitfile": ("exhibit_id", OF_EXHIBIT, ("INSERT", "UPDATE", "DELETE")),
}
"""For each table: the column that leads to the paper, the test of whether it is locked, and what is refused then."""

SQLITE = """CREATE TRIGGER {table}_{act}_frozen BEFORE {act} ON {table} WHEN {locked}
BEGIN SELECT RAISE(ABORT, '{refused}'); END"""
POSTGRES_FUNCTION = """CREATE FUNCTION {table}_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN IF {old} THEN RAISE EXCEPTION '{refused}'; END IF; END IF;
  IF TG_OP <> 'DELETE' THEN IF {new} THEN RAISE EXCEPTION '{refused}'; END IF; END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$"""
POSTGRES_TRIGGER = """CREATE TRIGGER {table}_frozen BEFORE {acts} ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_frozen()"""


def freeze(apps: Any, schema_editor: Any) -> None:
    on_postgres = schema_editor.connection.vendor == "postgresql"
    for table, (column, locked, acts) in FROZEN.items():
        old, new = (locked.format(paper=f"{row}.{column}") for row in ("OLD", "NEW"))
        if on_postgres:
            schema_editor.execute(POSTGRES_FUNCTION.format(table=table, old=old, new=new, refused=REFUSED))
            schema_editor.execute(POSTGRES_TRIGGER.format(table=table, acts=" OR ".join(acts)))
            continue
        for act in acts:
            when = new if act == "INSERT" else old if act == "DELETE" else f"({old} OR {new})"
            schema_editor.execute(SQLITE.format(table=table, act=act, locked=when, refused=REFUSED))


def thaw(apps: Any, schema_editor: Any) -> None:
    on_postgres = schema_editor.connection.vendor == "postgresql"
    for table, (_, _, acts) in FROZEN.items():
        if on_postgres:
            schema_editor.execute(f"DROP FUNCTION {table}_frozen() CASCADE")
            continue
        for act in acts:
            schema_editor.execute(f"DROP TRIGGER {table}_{act}_frozen")
