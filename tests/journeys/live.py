"""Kith as `./run` starts it: waitress in front, a worker beside, its own folder; for browsers to visit."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from playwright.sync_api import Browser, BrowserContext, Page
from waitress import wasyncore
from waitress.server import create_server

from app.accounts import passwords, services
from app.config import Settings
from app.db import db
from app.factory import create_app
from app.jobs.worker import working
from app.operations import schema


@dataclass(slots=True)
class Live:
    """A running Kith, and what the pages visited so far complained of."""

    app: Flask
    address: str
    complaints: list[str]

    def watched(self, context: BrowserContext) -> Page:
        """A page whose console is listened to; nothing in it may complain."""
        page = context.new_page()
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.set_default_timeout(15_000)
        return page

    def signed_in(self, browser: Browser, staff_id: int, **how: object) -> BrowserContext:
        """A browser in which this member of staff has signed in already."""
        with self.app.app_context():
            token = services.open_session(staff_id)
            db.session.commit()
        signer = SecureCookieSessionInterface().get_signing_serializer(self.app)
        assert signer
        context = browser.new_context(reduced_motion="reduce", **how)  # type: ignore[arg-type]
        value = str(signer.dumps({"_user_id": token, "_fresh": True}))
        context.add_cookies([{"name": "kith", "value": value, "url": self.address}])
        return context

    def set_up_link(self) -> str:
        """The address printed at the first start."""
        with self.app.app_context():
            path = services.set_up_link()
            db.session.commit()
        assert path
        return self.address + path


@contextmanager
def running(folder: Path, *, works: bool = True) -> Iterator[Live]:
    """A migrated, empty Kith in this folder, with a worker if it `works`, until the block ends."""
    app = create_app(Settings(data=folder, worker=False, log_level="ERROR"))
    passwords.use(passwords.CHEAP)
    with app.app_context():
        schema.make_ready(app, say=lambda _words: None)
    with _served(app) as address, working(app, threads=1) if works else nullcontext():
        yield Live(app, address, [])
    with app.app_context():
        db.engine.dispose()


@contextmanager
def _served(app: Flask) -> Iterator[str]:
    """Waitress in a thread that ends its own loop: sockets are closed when nobody waits for them anymore."""
    sockets: dict[int, Any] = {}
    server = create_server(app.wsgi_app, map=sockets, host="127.0.0.1", port=0, threads=4, ident="")
    stop = threading.Event()

    def run() -> None:
        while not stop.is_set():
            wasyncore.loop(timeout=0.1, use_poll=True, map=sockets, count=1)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        stop.set()
        thread.join()
        server.task_dispatcher.shutdown(timeout=1)
        for channel in list(sockets.values()):
            channel.close()


def settled(page: Page) -> None:
    """Wait until htmx has taken charge of everything on the page; people are never that quick."""
    waits = "[hx-get]:not([data-htmx-powered]), [hx-post]:not([data-htmx-powered])"
    page.wait_for_function("waits => !document.querySelector(waits)", arg=waits)
