"""Refuses what another site makes a browser send, beside and before the token of the form."""

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Flask, abort, current_app, request
from werkzeug.datastructures import Headers

from app.web.forms import csrf
from app.words import _

View = TypeVar("View", bound=Callable[..., Any])
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def init_app(app: Flask) -> None:
    """Check every request that may change something."""
    app.before_request(check)


def from_anywhere(view: View) -> View:
    """Mark a view that programs and strangers may post to: its address alone says what they may.

    It looks at no cookie, so nobody can make a browser lend it somebody's rights.
    """
    view.from_anywhere = True  # type: ignore[attr-defined]
    csrf.exempt(view)
    return view


def check() -> None:
    """Answer 403 to an unsafe request that did not come from one of our own pages."""
    if request.method not in SAFE and not _is_open() and not is_own(request.headers, request.host):
        abort(403, description=_("This request came from another site, so nothing was done."))


def _is_open() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, "from_anywhere", False)


def is_own(headers: Headers, host: str) -> bool:
    """Was it sent by our own page? Browsers say so in `Sec-Fetch-Site`, and on plain http only in `Origin`.

    Only the host is compared: a proxy in front may speak https where we speak http.
    """
    site = headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in {"same-origin", "none"}
    return host_of(headers.get("Origin", "")) == host


def host_of(url: str) -> str:
    """The host of a URL with its port; "" for what is no URL."""
    try:
        return urlsplit(url).netloc
    except ValueError:
        return ""
