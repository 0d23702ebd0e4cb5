"""The huey queue of one deployment: a file beside the embedded database, or tables in Postgres."""

import json
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from app.config import Settings
from app.db import APPLICATION_ROLE

if TYPE_CHECKING:
    from huey.api import Huey

NAME = "kith"
SCHEMA = "queue"
"""Postgres schema of huey's tables, apart from the application's own."""


class PlainMessages:
    """Queue messages as JSON. With pickle, whoever can write the queue could make a worker run any code."""

    def serialize(self, message: tuple[Any, ...]) -> bytes:
        return json.dumps(message).encode()

    def deserialize(self, data: bytes) -> Any:
        from huey.registry import Message

        return Message(*json.loads(data))


class Doorbell:
    """Rings for work and lets a consumer listen. Nothing is opened before it is needed."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._huey: Huey | None = None
        self._work_on: Callable[[int, int], object] = _nobody
        self._task: Any = None

    def answer(self, work_on: Callable[[int, int], object]) -> None:
        """Call `work_on` in a consumer's thread for each ring."""
        self._work_on = work_on

    def ring(self, workspace_id: int, work_id: int) -> None:
        """Tell one worker about one piece of work."""
        self.queue()
        self._task(workspace_id, work_id)

    def is_ringing(self) -> bool:
        """Whether rings wait that no worker has heard yet."""
        return bool(self.queue().pending_count())

    def queue(self) -> "Huey":
        """The huey instance, made at the first call."""
        with self._lock:
            if self._huey is None:
                self._huey = _open(self._settings)
                self._task = self._huey.task(name="work_on")(self._heard)
                self._huey.on_shutdown("close")(
                    self.close
                )  # each listening thread has a connection of its own
            return self._huey

    def close(self) -> None:
        """Let go of this thread's connections to the queue."""
        with self._lock:
            if self._huey is not None:
                self._huey.storage.close()

    def _heard(self, workspace_id: int, work_id: int) -> None:
        self._work_on(workspace_id, work_id)


def _nobody(_workspace_id: int, _work_id: int) -> None:
    raise RuntimeError("this process does not work in the background")


def _open(settings: Settings) -> "Huey":
    common: dict[str, Any] = {"name": NAME, "results": False, "serializer": PlainMessages()}
    if settings.is_sqlite:
        from huey.api import SqliteHuey

        settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        # A ring lost with the power is no loss: workers look for themselves.
        return SqliteHuey(filename=str(settings.data / "queue.db"), fsync=False, **common)
    from huey.api import PostgresHuey

    _make_tables(settings)
    return PostgresHuey(connection=lambda: _connect(settings.url), create_tables=False, **common)


def _connect(url: str, *, as_owner: bool = False) -> Any:
    import psycopg

    connection = psycopg.connect(url.replace("+psycopg", "", 1), autocommit=True)
    if not as_owner:
        connection.execute(f"SET ROLE {APPLICATION_ROLE}")
    connection.execute(f"SET search_path = {SCHEMA}")
    return connection


def _make_tables(settings: Settings) -> None:
    """Huey's tables, made once by the owner and lent to the application's role."""
    from huey.storage import PostgresStorage

    with _connect(settings.url) as connection:
        if connection.execute(f"SELECT to_regclass('{SCHEMA}.huey_counter')").fetchone()[0]:
            return
    with _connect(settings.owner_url, as_owner=True) as owner, owner.transaction():
        owner.execute("SELECT pg_advisory_xact_lock(7318203)")  # two processes may start at once
        owner.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
        for statement in PostgresStorage(NAME, create_tables=False).ddl:
            owner.execute(statement)
        owner.execute(f"GRANT USAGE ON SCHEMA {SCHEMA} TO {APPLICATION_ROLE}")
        owner.execute(f"GRANT ALL ON ALL TABLES IN SCHEMA {SCHEMA} TO {APPLICATION_ROLE}")
        owner.execute(f"GRANT ALL ON ALL SEQUENCES IN SCHEMA {SCHEMA} TO {APPLICATION_ROLE}")
