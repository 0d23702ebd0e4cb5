"""The database handle: base classes, column types, and one session bound to one workspace."""

from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from functools import partial
from typing import Any, cast
from weakref import WeakKeyDictionary

from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    BigInteger,
    Connection,
    Dialect,
    Engine,
    Executable,
    ForeignKeyConstraint,
    MetaData,
    String,
    Table,
    bindparam,
    event,
    text,
)
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    ORMExecuteState,
    Session,
    SessionTransaction,
    mapped_column,
    registry,
    with_loader_criteria,
)

from app import bulk
from app.columns import TYPES
from app.columns import Json as Json
from app.columns import UtcDateTime as UtcDateTime
from app.connections import APPLICATION_ROLE as APPLICATION_ROLE
from app.connections import SAFE_METHODS as SAFE_METHODS
from app.connections import at_once as at_once
from app.connections import hasty as hasty
from app.connections import is_look, prepare
from app.connections import reading as reading
from app.gathering import write
from app.ids import new_id as new_id
from app.ids import new_ids as new_ids
from app.ids import now as now

NARROW = {"sqlite_with_rowid": False}
"""Table options for short rows: on SQLite stored in key order, so that a workspace's rows lie together."""


NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The root of every model."""

    registry = registry(metadata=MetaData(naming_convention=NAMES), type_annotation_map=TYPES)


class Tenant(Base):
    """A row that belongs to one workspace: its key, its foreign keys and its indexes begin with it."""

    __abstract__ = True

    workspace_id: Mapped[int] = mapped_column(
        BigInteger, primary_key=True, autoincrement=False, sort_order=-2
    )


class Record(Tenant):
    """A workspace's row with an id of its own, given when the object is made."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False, sort_order=-1)

    def __init__(self, **values: Any) -> None:
        values.setdefault("id", new_id())
        super().__init__(**values)


def ref(column: str, table: str, *, ondelete: str = "CASCADE") -> ForeignKeyConstraint:
    """A composite foreign key from `column` to `table`.id inside the same workspace."""
    return ForeignKeyConstraint(
        ["workspace_id", column], [f"{table}.workspace_id", f"{table}.id"], ondelete=ondelete
    )


def in_workspace() -> ForeignKeyConstraint:
    """The foreign key from a tenant table to its workspace."""
    return ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], ondelete="CASCADE")


class Database(SQLAlchemy):
    """Flask-SQLAlchemy's handle with our connection settings on every engine."""

    def _make_engine(self, bind_key: str | None, options: dict[str, Any], app: Flask) -> Engine:
        engine = super()._make_engine(bind_key, options, app)
        prepare(engine)
        return engine


db = Database(model_class=Base, disable_autonaming=True, session_options={"autoflush": False})
"""`db.session` and `db.engine`; autoflush is off so that a read never writes by accident."""


# --- one session, one workspace


class OtherWorkspace(RuntimeError):
    """A session bound to one workspace was asked to serve another."""


def bind(workspace_id: int) -> None:
    """Tie this request's, job's or command's session to one workspace, once and for all its life."""
    session = db.session()
    bound = session.info.setdefault("workspace_id", workspace_id)
    if bound != workspace_id:
        raise OtherWorkspace("this session already serves another workspace")
    if session.in_transaction():
        _tell_postgres(session.connection(), workspace_id)


def bound_workspace(session: Session) -> int:
    """The id of the session's workspace; 0, which no workspace has, when it is bound to none."""
    return int(session.info.get("workspace_id", 0))


def _tell_postgres(connection: Connection, workspace_id: int) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT set_config('kith.workspace', :id, true)"), {"id": str(workspace_id)})


@event.listens_for(Session, "after_begin")
def _announce(session: Session, _transaction: SessionTransaction, connection: Connection) -> None:
    if inside := bound_workspace(session):  # a transaction begins with none
        _tell_postgres(connection, inside)


@event.listens_for(Session, "do_orm_execute")
def _stay_inside(state: ORMExecuteState) -> None:
    if not state.is_column_load and not state.is_relationship_load:
        _inside.set(bound_workspace(state.session))
        state.statement = _fenced(state.statement)


_inside: ContextVar[int] = ContextVar("inside", default=0)
_INSIDE = bindparam("kith_inside", callable_=_inside.get, type_=BigInteger)
_ONLY = with_loader_criteria(
    Tenant, lambda kind: kind.workspace_id == _INSIDE, include_aliases=True, track_closure_variables=False
)
_FENCED: WeakKeyDictionary[Executable, Executable] = WeakKeyDictionary()


def _fenced(statement: Executable) -> Executable:
    """The statement with the condition that every read carries.

    It is always the same one for a statement that was built once, so that SQLAlchemy studies it once.
    """
    found = _FENCED.get(statement)
    if found is None:
        found = _FENCED[statement] = statement.options(_ONLY)
    return found


@event.listens_for(Session, "before_flush")
def _write_inside(session: Session, _context: object, _instances: object) -> None:
    if is_look():
        raise RuntimeError(f"a {request.method} request may not write")
    inside = bound_workspace(session)
    for item in (*session.new, *session.dirty, *session.deleted):
        if isinstance(item, Tenant) and item.workspace_id != inside:
            raise OtherWorkspace(f"{type(item).__name__} does not belong to this session's workspace")


def short(length: int = 80) -> String:
    """A bounded text column's type."""
    return String(length)


def insert_all(kind: type[Base], rows: Sequence[Mapping[str, Any]], *, or_leave: bool = False) -> None:
    """Insert many rows in one statement; rows of another workspace than the session's are refused.

    Every row names the columns that the first one names. With `or_leave` what is there already is left out.
    """
    if rows:
        _write_all(kind, rows, lambda table, dialect: bulk.insert(table, rows, dialect, or_leave=or_leave))


def update_all(kind: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Write what each row says of the same columns to the row with its primary key, in one statement."""
    if rows:
        key = [column.name for column in kind.__table__.primary_key]
        _write_all(kind, rows, lambda table, dialect: bulk.update(table, key, rows, dialect))


def _write_all(
    kind: type[Base],
    rows: Sequence[Mapping[str, Any]],
    packed: Callable[[Table, Dialect], bulk.Packed],
) -> None:
    session = db.session()
    inside = bound_workspace(session)
    if issubclass(kind, Tenant) and any(row["workspace_id"] != inside for row in rows):
        raise OtherWorkspace(f"{kind.__name__} rows do not belong to this session's workspace")
    connection = session.connection()
    table = cast(Table, kind.__table__)
    sent = partial(bulk.send, connection, packed(table, connection.dialect))
    write(session, table.name, sent)


def write_later(kind: type[Base], statement: Executable, parameters: Any = None) -> None:
    """Carry out a statement that writes the table of `kind`, and whose result nobody needs.

    That is now, or with everything else that is gathered.
    """
    session = db.session()
    write(session, cast(Table, kind.__table__).name, partial(session.execute, statement, parameters))


def keep_statistics() -> None:
    """After much was written, tell SQLite's planner how full its tables are; PostgreSQL sees to it itself."""
    if db.engine.dialect.name == "sqlite":
        db.session.execute(text("PRAGMA analysis_limit=1000"))  # a sample of each index: quick at any size
        db.session.execute(text("ANALYZE"))
