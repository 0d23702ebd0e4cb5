"""Logs as JSON lines: ids, never names, addresses or what somebody searched for."""

import json
import logging
import secrets
import sys
import time
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from types import TracebackType

from flask import Flask, Response, g, request

_context: ContextVar[dict[str, int | str]] = ContextVar("log_context")
log = logging.getLogger("kith.request")


def init_app(app: Flask) -> None:
    """Give each request an id, log its route and duration, and write every log line as JSON to stderr."""
    app.before_request(begin)
    app.after_request(finish)
    install(app.config.get("LOG_LEVEL", ""))


def install(level: str) -> None:
    """Make the root logger write JSON lines to stderr, unless somebody listens already (a test does).

    Without a level everything from INFO on, but in a terminal only what went wrong: a person reads there.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logging.basicConfig(handlers=[handler], level=level or ("WARNING" if sys.stderr.isatty() else "INFO"))
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    logging.getLogger("alembic").setLevel(logging.WARNING)


def note(**ids: int | str) -> None:
    """Put ids (workspace, staff, work) on every further line of this request or job."""
    _context.set({**_context.get({}), **ids})


def begin() -> None:
    """Start a request: a new id, an empty context."""
    g.request_id = secrets.token_hex(8)
    g.started = time.perf_counter()
    _context.set({"request": g.request_id})


def finish(response: Response) -> Response:
    """End a request with one line that names the route, not the address."""
    response.headers["X-Request-ID"] = g.request_id
    rule = request.url_rule.rule if request.url_rule else "(none)"
    milliseconds = round((time.perf_counter() - g.started) * 1000)
    if request.endpoint != "asset":
        fields = {"method": request.method, "route": rule, "status": response.status_code, "ms": milliseconds}
        log.info("request", extra={"fields": fields})
    return response


class JsonLines(logging.Formatter):
    """One JSON object a line; of an exception only its type and its frames: its words may hold data."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line of JSON; the message template is kept, its arguments are left out."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.msg,
            **_context.get({}),
            **getattr(record, "fields", {}),
        }
        if record.exc_info and record.exc_info[0]:
            line["exception"] = record.exc_info[0].__name__
            line["at"] = frames(record.exc_info[2])
        return json.dumps(line, default=str)


def frames(trace: TracebackType | None) -> list[str]:
    """Where an exception passed through, outermost first: `file:line function`."""
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
