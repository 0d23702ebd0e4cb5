"""Everything Kith says to htmx, and the only place that knows its headers."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import parse_qsl, urlsplit

from flask import Response, flash, get_flashed_messages, make_response, render_template, request
from flask import redirect as see
from markupsafe import Markup, escape
from werkzeug.urls import iri_to_uri

from app.words import _

TOAST = "toast"


@dataclass(frozen=True, slots=True)
class Toast:
    """What just happened, in a sentence; `undo` is the URL whose POST takes it back."""

    message: str
    undo: str | None = None
    tone: str = "done"


@dataclass(frozen=True, slots=True)
class Part:
    """A fragment for a place other than the request's own target."""

    target: str
    template: str
    swap: str = "outerMorph"
    context: dict[str, Any] = field(default_factory=dict)


def is_fragment() -> bool:
    """Does the browser ask for a part of the page? Not when it restores a page of its history."""
    headers = request.headers
    return headers.get("HX-Request") == "true" and headers.get("HX-Request-Type") == "partial"


def shown(url: str) -> dict[str, str] | None:
    """The query with which the browser shows this page while it asks for a fragment; None on another page.

    The page is that of the URL's path: what follows a "?" in it says nothing.
    """
    parts = urlsplit(request.headers.get("HX-Current-URL", ""))
    return dict(parse_qsl(parts.query)) if parts.path == urlsplit(url).path else None


def render(
    page: str, *, fragment: str, status: int = 200, also: Sequence[Part] = (), **context: Any
) -> Response:
    """The page, or only its fragment for htmx; with `status=422` the title says that there is an error.

    `also` are parts of the page outside of the fragment that change with it.
    """
    context["invalid"] = status == 422
    if not is_fragment():
        return make_response(render_template(page, **context), status)
    others = Markup("").join(_partial(part) for part in also)
    body = _title(context) + _template(fragment, context) + others + _toasts()
    return make_response(body, status)


def partials(*parts: Part, otherwise: str, close_dialog: bool = False, status: int = 200) -> Response:
    """Several fragments, each to its own place, and the toasts; a plain browser is sent to `otherwise`."""
    if not is_fragment():
        return redirect(otherwise)
    response = make_response(Markup("").join(_partial(part) for part in parts) + _toasts(), status)
    if close_dialog:
        response.headers["HX-Trigger"] = "dialog:close"
    return response


def part(template: str, target: str, *, swap: str = "outerMorph", **context: Any) -> Part:
    """A fragment and the selector of the element it replaces."""
    return Part(target, template, swap, context)


def toast(message: str, *, undo: str | None = None, tone: str = "done") -> None:
    """Say what happened, with the next thing this browser gets: a reply of fragments or a page."""
    said = str(message)  # in the language in force: JSON would keep the English one of a marked text
    flash({"message": said, "undo": undo, "tone": tone}, TOAST)  # type: ignore[arg-type]  # any JSON value


def redirect(url: str, *, status: int = 303) -> Response:
    """Send the browser to another page: 303; a fragment gets `HX-Redirect`, and a 4xx as it is."""
    if not is_fragment():
        return cast(Response, see(url, 303))
    response = make_response("", status if status >= 400 else 200)
    response.headers["HX-Redirect"] = iri_to_uri(url)
    return response


def pending_toasts() -> list[Toast]:
    """The toasts that wait for this browser, which thereby have been shown."""
    messages = cast(list[tuple[str, Any]], get_flashed_messages(with_categories=True))
    return [_as_toast(category, message) for category, message in messages]


def _as_toast(category: str, message: Any) -> Toast:
    if category == TOAST:
        return Toast(**message)
    return Toast(str(message), tone="failed" if category == "error" else "done")


def _title(context: dict[str, Any]) -> Markup:
    if "title" not in context:
        return Markup()
    prefix = f"{_('Error:')} " if context["invalid"] else ""
    return Markup("<title>{}{} · Kith</title>").format(prefix, context["title"])


def _partial(part: Part) -> Markup:
    return wrap(_template(part.template, part.context), target=part.target, swap=part.swap)


def _template(name: str, context: dict[str, Any]) -> Markup:
    return Markup(render_template(name, **context))  # noqa: S704  # a template has escaped what it was given


def _toasts() -> Markup:
    return Markup("").join(
        wrap(
            _template("layouts/_toast.html", {"toast_item": item}),
            target="#toasts",
            swap="beforeend",
        )
        for item in pending_toasts()
    )


def wrap(content: Markup, *, target: str, swap: str) -> Markup:
    """Content in the element that tells htmx where it goes."""
    return Markup('<hx-partial hx-target="{}" hx-swap="{}">{}</hx-partial>').format(
        escape(target), escape(swap), content
    )
