"""What migrations say again and again: the fences around workspaces and the refusal to rewrite history."""

from collections.abc import Iterable

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

ROLE = "kith_app"
JSON = sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
ORDERED = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def is_postgres() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def create_application_role() -> None:
    """Make the role that requests run as: it owns nothing and cannot sign in or pass row-level security."""
    if is_postgres():
        op.execute(
            f"""DO $$ BEGIN
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{ROLE}') THEN
                CREATE ROLE {ROLE} NOLOGIN NOSUPERUSER NOBYPASSRLS NOINHERIT;
                GRANT {ROLE} TO CURRENT_USER;
            ELSIF NOT pg_has_role(CURRENT_USER, '{ROLE}', 'MEMBER') THEN
                GRANT {ROLE} TO CURRENT_USER;
            END IF;
            EXCEPTION WHEN duplicate_object OR unique_violation THEN GRANT {ROLE} TO CURRENT_USER;
            END $$"""
        )
        op.execute(f"GRANT USAGE ON SCHEMA public TO {ROLE}")
        op.execute(f"GRANT SELECT ON alembic_version TO {ROLE}")


def share(tables: Iterable[str]) -> None:
    """Let the application read and write tables of the installation as a whole."""
    if is_postgres():
        for table in tables:
            op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {ROLE}")


def fence(tables: Iterable[str]) -> None:
    """Show each session only the rows of its own workspace, and none while it has no workspace."""
    if not is_postgres():
        return
    mine = "workspace_id = nullif(current_setting('kith.workspace', true), '')::bigint"
    for table in tables:
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {ROLE}")
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY inside ON {table} USING ({mine}) WITH CHECK ({mine})")


def append_only(tables: Iterable[str]) -> None:
    """Refuse to change or delete rows of a ledger."""
    for table in tables:
        if is_postgres():
            op.execute(f"REVOKE UPDATE, DELETE ON {table} FROM {ROLE}")
            continue
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )


def refuse_replacing(table: str, *keys: tuple[str, ...]) -> None:
    """Refuse INSERT OR REPLACE over a row with one of these keys: SQLite deletes it and asks no trigger."""
    if is_postgres():
        return
    same = " OR ".join(" AND ".join(f'"{name}" = NEW."{name}"' for name in key) for key in keys)
    op.execute(
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    )


def append_only_but(table: str, columns: tuple[str, ...], allowed: str) -> None:
    """Let these columns of a ledger be rewritten where `allowed`, a condition on OLD and NEW, holds.

    Everything else about a line stays as it was written, and no line goes.
    """
    if is_postgres():
        _guard_postgres(table, columns, allowed)
        return
    guard_columns(table, but=columns)
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    op.execute(
        f"CREATE TRIGGER {table}_only_blanked BEFORE UPDATE OF {_list(columns)} ON {table} "
        f"WHEN NOT ({allowed}) {refuse}"
    )


def guard_columns(table: str, *, but: tuple[str, ...]) -> None:
    """Let no column of a ledger be rewritten but these: to be called again whenever it gets another one.

    SQLite guards the columns that its trigger names; PostgreSQL lets nobody write one that is not granted.
    """
    if is_postgres():
        return
    present = (column["name"] for column in sa.inspect(op.get_bind()).get_columns(table))
    kept = [name for name in present if name not in but]
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    op.execute(f"DROP TRIGGER {table}_no_update")
    op.execute(f"CREATE TRIGGER {table}_no_update BEFORE UPDATE OF {_list(kept)} ON {table} {refuse}")


def refuse_lines_about_nobody(table: str, *about: str) -> None:
    """Refuse a new line that names none of these. Lines that are there already stay, whatever they name."""
    nobody = " AND ".join(f"{{0}}{name} IS NULL" for name in about)
    if is_postgres():
        check = f"CHECK (NOT ({nobody.format('')})) NOT VALID"
        op.execute(f"ALTER TABLE {table} ADD CONSTRAINT ck_{table}_about {check}")
        return
    op.execute(
        f"CREATE TRIGGER {table}_about BEFORE INSERT ON {table} WHEN {nobody.format('NEW.')} "
        f"BEGIN SELECT RAISE(ABORT, '{table}: a line is about somebody'); END"
    )


def _guard_postgres(table: str, columns: tuple[str, ...], allowed: str) -> None:
    op.execute(f"GRANT UPDATE ({_list(columns)}) ON {table} TO {ROLE}")
    op.execute(
        f"""CREATE FUNCTION {table}_only_blanked() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF ({allowed}) THEN RETURN NEW; END IF;
        RAISE EXCEPTION '{table} is append-only';
        END $$"""
    )
    op.execute(
        f"CREATE TRIGGER {table}_only_blanked BEFORE UPDATE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_only_blanked()"
    )


def _list(columns: Iterable[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)
