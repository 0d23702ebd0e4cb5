"""The server process: waitress answers, two threads work in the background, and both end well."""

import gc
import signal
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from types import FrameType
from typing import TYPE_CHECKING, Any

from flask import Flask

from app.config import Settings
from app.db import db
from app.guide.queries import guide
from app.operations import folder, refusals, safety, schema
from app.preferences import services as preferences
from app.words import languages, translations

if TYPE_CHECKING:
    from app.jobs.worker import Worker

FINISH_WITHIN = 22.0
"""Seconds that open requests have after a signal to stop."""

PIECES_AT_ONCE = 2
"""Background work at the same time: the check of a short list need not wait for the commit of a long one."""


class UnsafeError(RuntimeError):
    """The settings are dangerous; the message says which, and what to do."""


def serve(app: Flask, host: str, port: int, *, say: Callable[[str], None]) -> None:
    """Serve until a signal says stop. `say` gets sentences for the person who started it.

    Raises `UnsafeError`, `folder.FolderInUseError`, `schema.NewerDatabaseError`, and `OSError` when the port
    is taken.
    """
    settings: Settings = app.config["SETTINGS"]
    with ExitStack() as stack:
        folder.make_folder(settings.data)
        preferences.prepare(settings.data)
        if settings.is_sqlite:
            stack.enter_context(folder.locked(settings.data))
        _check(app, host, say)
        server = Server(app, host, port)
        leave = stack.enter_context(_working(app)).leave if settings.worker else _nothing
        _welcome(app, host, port, say)
        settle()
        threading.Thread(target=warm_up, daemon=True).start()
        server.run(at_signal=leave)


def hear_no_more() -> None:
    """Ignore further signals: at its very end Python gives them back to the system, where one kills."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)


def settle() -> None:
    """Spare the garbage collector the program itself: going through it takes 0.1 s of some request."""
    gc.collect()
    gc.freeze()


def warm_up() -> None:
    """Read the guide and the catalogs before anybody waits for them: each takes a second or two once."""
    for language in languages():
        translations(language)
    guide()


def _check(app: Flask, host: str, say: Callable[[str], None]) -> None:
    found = safety.dangers(app, host)
    for warning in found.warnings:
        say(f"Warning: {warning}")
    if found.fatal:
        raise UnsafeError("\n".join(found.fatal))
    schema.make_ready(app, say=say)
    if why := safety.role_danger():
        raise UnsafeError(why)
    refusals.at_start(app, say)


def _working(app: Flask) -> "AbstractContextManager[Worker]":
    from app.jobs.worker import working

    return working(app, threads=PIECES_AT_ONCE)


def _nothing() -> None:
    pass


def _welcome(app: Flask, host: str, port: int, say: Callable[[str], None]) -> None:
    from app.accounts.services import set_up_link

    settings: Settings = app.config["SETTINGS"]
    address = settings.public_url.rstrip("/") or f"http://{host}:{port}"
    say(f"\nKith is at {address}")
    if link := set_up_link():
        say(f"\nTo set up your workspace, open {address}{link}")
    say("")
    db.session.commit()


class Server:
    """Waitress, with an end: no new connections, open requests are answered, then it returns."""

    def __init__(self, app: Flask, host: str, port: int) -> None:
        from waitress.server import create_server

        settings: Settings = app.config["SETTINGS"]
        self._sockets: dict[int, Any] = {}
        self._is_stopping = False
        self._server = create_server(
            app.wsgi_app,
            map=self._sockets,
            host=host,
            port=port,
            threads=settings.threads,
            ident="",
            max_request_body_size=2
            ** 40,  # it goes to disk, and is refused in our own words: MAX_CONTENT_LENGTH
            channel_timeout=60,
            **proxies(settings),
        )

    def run(self, at_signal: Callable[[], None]) -> None:
        """Answer requests until SIGTERM or SIGINT; then call `at_signal`, and finish what is open."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._heard)
        while not self._is_stopping:
            self._turn(0.5)
        hear_no_more()
        at_signal()
        self._close_doors()
        until = time.monotonic() + FINISH_WITHIN
        while self._is_answering() and time.monotonic() < until:
            self._turn(0.1)
        self._server.task_dispatcher.shutdown(timeout=1)

    def _heard(self, _number: int, _frame: FrameType | None) -> None:
        # A plain flag: an event has a lock, on which a second signal on top of the first would wait for ever.
        self._is_stopping = True

    def _turn(self, seconds: float) -> None:
        from waitress import wasyncore

        wasyncore.loop(timeout=seconds, use_poll=True, map=self._sockets, count=1)

    def _close_doors(self) -> None:
        for each in list(self._sockets.values()):
            if getattr(each, "accepting", False):
                each.accepting = False
                each.socket.close()
                each.del_channel(self._sockets)

    def _is_answering(self) -> bool:
        states = ("requests", "request", "total_outbufs_len")
        return any(getattr(each, state, None) for each in self._sockets.values() for state in states)


def proxies(settings: Settings) -> dict[str, Any]:
    """Waitress's settings for the trusted proxies in front; without any, what a client claims is dropped."""
    if not settings.proxies:
        return {"clear_untrusted_proxy_headers": True}
    return {
        "trusted_proxy": "*",
        "trusted_proxy_count": settings.proxies,
        "trusted_proxy_headers": "x-forwarded-for x-forwarded-proto x-forwarded-host",
        "clear_untrusted_proxy_headers": True,
    }
