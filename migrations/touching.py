"""Triggers that note who was touched, by what kind of thing, in the transaction that does it.

SQLite rebuilds a table to change it and drops its triggers: whoever does that calls these again.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from alembic import op

from migrations import support

_INTO = "INSERT INTO touches (workspace_id, is_fresh, constituent_id, address_key, kind)"
_ACTS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}
_TABLES = {"NEW": "fresh_rows", "OLD": "stale_rows"}


@dataclass(frozen=True, slots=True)
class Noted:
    """A table about people: whom a row of it is about, and what it tells.

    In each expression `{row}` is the row. `fresh` tells whether it bears on what is kept of her standing;
    after a change of a row that has `only_fresh_if`, it does where one of these columns is another. `key` is
    an address about which the row is besides.
    """

    table: str
    person: str
    kind: str
    fresh: str = "false"
    key: str = ""
    only_fresh_if: tuple[str, ...] = ()


def note(noted: Noted) -> None:
    """Let every row that is added to, changed in or removed from the table be told."""
    for act in _ACTS:
        if support.is_postgres():
            _for_statements(noted, act)
        else:
            _for_rows(noted, act)


def note_everybody(
    table: str, workspace: str, kind: str, columns: Iterable[str], *, only_changes: bool = False
) -> None:
    """Let each change of these columns be told as one that may concern anybody; so, too, a row that comes."""
    acts = [f"UPDATE OF {', '.join(columns)}", *(() if only_changes else ("INSERT", "DELETE"))]
    for act in acts:
        name = f"touched_{table}_{act.split()[0].lower()}"
        row = "OLD" if act == "DELETE" else "NEW"
        told = _alive(f"{row}.{workspace}", f"SELECT {row}.{workspace}, false, 0, '', '{kind}'")
        if support.is_postgres():
            _everybody_in_postgres(name, table, act, f"{_INTO} {told}")
        else:
            op.execute(
                f"CREATE TRIGGER {name} AFTER {act} ON {table} BEGIN {_INTO} {told}"
                " ON CONFLICT DO NOTHING; END"
            )


def _everybody_in_postgres(name: str, table: str, act: str, told: str) -> None:
    # As its owner: settings of a workspace are written by sessions that are bound to none, too.
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER"
        f" SET search_path = public AS $$ BEGIN {told}; RETURN NULL; END $$"
    )
    op.execute(f"CREATE TRIGGER {name} AFTER {act} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")


def _alive(workspace: str, told: str) -> str:
    """Nothing is told of a workspace that is being removed as a whole."""
    return f"{told} WHERE EXISTS (SELECT 1 FROM workspaces WHERE workspaces.id = {workspace})"


# --- SQLite: row by row, whoever is told already is told


def _for_rows(noted: Noted, act: str) -> None:
    told = [line for row in _ACTS[act] for line in _lines(noted, act, row)]
    body = "; ".join(f"{_INTO} {line} ON CONFLICT DO NOTHING" for line in dict.fromkeys(told))
    op.execute(
        f"CREATE TRIGGER touched_{noted.table}_{act.lower()} AFTER {act} ON {noted.table} BEGIN {body}; END"
    )


def _lines(noted: Noted, act: str, row: str) -> Iterable[str]:
    person, fresh = noted.person.format(row=row), noted.fresh.format(row=row)
    if noted.only_fresh_if and act == "UPDATE":
        fresh = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in noted.only_fresh_if)
    known = f"{person} IS NOT NULL"
    yield _where(f"SELECT {row}.workspace_id, {fresh}, {person}, '', '{noted.kind}'", known, act)
    if noted.key:
        key = noted.key.format(row=row)
        line = f"SELECT {row}.workspace_id, {fresh}, 0, {key}, '{noted.kind}'"
        yield _where(line, f"{key} IS NOT NULL", act)


def _where(told: str, known: str, act: str) -> str:
    if act != "DELETE":
        return f"{told} WHERE {known}"
    return f"{_alive('OLD.workspace_id', told)} AND {known}"


# --- PostgreSQL: once for a statement, appended, so that nobody waits for anybody


def _for_statements(noted: Noted, act: str) -> None:
    name = f"touched_{noted.table}_{act.lower()}"
    rows = " UNION ALL ".join(f"SELECT * FROM {_TABLES[row]}" for row in _ACTS[act])
    told = [_told(noted, f"({rows}) AS r")]
    if noted.only_fresh_if and act == "UPDATE":
        told = [_told(noted, f"({rows}) AS r", fresh="false"), _changed(noted)]
    if noted.key:
        told.append(_told(noted, f"({rows}) AS r", person="0", key=noted.key))
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        + "; ".join(f"{_INTO} {each}" for each in told)
        + "; RETURN NULL; END $$"
    )
    seen = " ".join(f"{row} TABLE AS {_TABLES[row]}" for row in _ACTS[act])
    op.execute(
        f"CREATE TRIGGER {name} AFTER {act} ON {noted.table} REFERENCING {seen}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
    )


def _told(noted: Noted, rows: str, *, person: str = "", key: str = "''", fresh: str = "") -> str:
    who, about = (person or noted.person).format(row="r"), key.format(row="r")
    bears = (fresh or noted.fresh).format(row="r")
    return (
        f"SELECT DISTINCT r.workspace_id, {bears}, {who}, {about}, '{noted.kind}' FROM {rows}"
        f" WHERE {who} IS NOT NULL AND {about} IS NOT NULL"
        " AND EXISTS (SELECT 1 FROM workspaces WHERE workspaces.id = r.workspace_id)"
    )


def _changed(noted: Noted) -> str:
    other = " OR ".join(f"r.{name} IS DISTINCT FROM o.{name}" for name in noted.only_fresh_if)
    same = "o.workspace_id = r.workspace_id AND o.id = r.id"
    return _told(noted, f"fresh_rows AS r JOIN stale_rows AS o ON {same} AND ({other})", fresh="true")
