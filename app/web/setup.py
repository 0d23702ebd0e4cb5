"""Gives an application everything about HTML that no feature has to know."""

from flask import Flask
from jinja2 import StrictUndefined

from app.web import asked, assets, design, errors, filters, forms, headers, htmx, ids, language, logs, origin
from app.web.badges import look


class Missing(StrictUndefined):
    """A value that was not given: it may be asked whether it is there, but printing it is a fault."""

    __slots__ = ()

    def __bool__(self) -> bool:  # type: ignore[override]  # the parent refuses the question
        return False


def init_app(app: Flask) -> None:
    """Register filters, globals, static files, protection, headers, errors and logs."""
    app.request_class = asked.Request
    logs.init_app(app)
    language.init_app(app)
    origin.init_app(app)
    forms.init_app(app)
    assets.init_app(app)
    filters.init_app(app)
    headers.init_app(app)
    errors.init_app(app)
    app.url_map.converters["int"] = ids.Id
    app.jinja_env.undefined = Missing
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(badge_look=look, dom_id=ids.dom_id, pending_toasts=htmx.pending_toasts)
    if app.config["DEVELOPMENT"] or app.testing:
        app.register_blueprint(design.bp)
