"""Errors in plain words: a page, or for a fragment a banner at the place for errors."""

from dataclasses import dataclass

from flask import Flask, Response, current_app, g, has_request_context, make_response, render_template
from flask_wtf.csrf import CSRFError
from markupsafe import Markup
from sqlalchemy import event
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException

from app.web import htmx
from app.words import N_, _, figure

OURS = range(500, 600)
EXPIRED = N_(
    "The page was open for too long, or its cookies are gone. Nothing was saved: reload and try again."
)
FLASH = "#flash, dialog[open] [data-flash]"


@dataclass(frozen=True, slots=True)
class Words:
    """What a person reads: what happened, and what to do now."""

    title: str
    text: str


WORDS = {
    400: Words(
        N_("That request could not be understood"),
        N_("Nothing was changed. Go back, reload the page and try again."),
    ),
    403: Words(
        N_("You may not do that"),
        N_("Your role does not allow this. Ask an administrator of your workspace."),
    ),
    404: Words(
        N_("There is nothing here"),
        N_("The address may be mistyped, or what was here has been removed or merged into something else."),
    ),
    405: Words(
        N_("That cannot be done here"), N_("Nothing was changed. Go back and use the buttons of the page.")
    ),
    409: Words(
        N_("That cannot be done as things are"), N_("Nothing was changed. Reload the page and look again.")
    ),
    413: Words(
        N_("That is too large"),
        N_("Nothing was saved. Split the file, or leave out columns you do not need."),
    ),
    422: Words(
        N_("Something in the form needs to be mended"), N_("Nothing was saved. Go back and check the fields.")
    ),
    429: Words(N_("Too many tries"), N_("Wait a few minutes, then try again. Nothing was changed.")),
    500: Words(
        N_("Something went wrong on our side"),
        N_("We are sorry. Nothing was changed, so you can try it again."),
    ),
    503: Words(N_("Kith is being upgraded"), N_("Nothing is lost. Wait a minute, then reload the page.")),
}


SAVED = N_(
    "We are sorry. Some of what you sent may be saved, though the page that follows could not be made. "
    "Look before you send it again."
)


def init_app(app: Flask) -> None:
    """Answer every error in our own words; accounts answers 401 by a handler of its own."""
    app.register_error_handler(HTTPException, show)
    if not event.contains(Session, "after_commit", _note):
        event.listen(Session, "after_commit", _note)


def _note(_session: Session) -> None:
    """Remember that the request has changed something, for the words about a fault that comes after."""
    if has_request_context():
        g.was_committed = True


def show(error: HTTPException) -> Response:
    """The page or banner for an HTTP error; a redirect raised as an exception passes through."""
    status = error.code or 500
    if error.response is not None and status < 400:
        return make_response(error.get_response())
    words = WORDS.get(status) or WORDS[500 if status >= 500 else 400]
    own_text = EXPIRED if isinstance(error, CSRFError) else vars(error).get("description")
    own_text = _too_large() if status == 413 else own_text
    own_text = SAVED if status == 500 and g.get("was_committed") else own_text
    context = {
        "status": status,
        "words": words,
        "text": own_text or words.text,
        "request_id": g.get("request_id"),
    }
    response = make_response(_fragment(context) if htmx.is_fragment() else _page(context), status)
    for name in ("Allow", "Retry-After"):
        response.headers.extend(_kept(error, name))
    return response


def _too_large() -> str:
    most = (current_app.config["MAX_CONTENT_LENGTH"] or 0) // 1_000_000
    return f"{_('At most {most} MB can be sent at once.', most=figure(most))} {WORDS[413].text}"


def _kept(error: HTTPException, name: str) -> list[tuple[str, str]]:
    return [header for header in error.get_headers() if header[0] == name]


def _page(context: dict[str, object]) -> str:
    if context["status"] in OURS:  # the fault may lie in a context processor, so they are not asked
        return current_app.jinja_env.get_template("errors/error.html").render(context)
    return render_template("errors/error.html", **context)


def _fragment(context: dict[str, object]) -> Markup:
    banner = current_app.jinja_env.get_template("errors/_banner.html").render(context)
    return htmx.wrap(Markup(banner), target=FLASH, swap="innerHTML")  # noqa: S704  # our own template, escaped
