"""Routes that exist only to see what the browser does with their answers."""

import time

from flask import Blueprint, Response, abort, render_template_string

from app.web import htmx

bp = Blueprint("trial", __name__, url_prefix="/trial")
calls: list[str] = []

PAGE = """
{% extends "layouts/plain.html" %}
{% from "components/button.html" import button %}
{% from "components/form.html" import form as post_form %}
{% from "components/tabs.html" import tabs %}
{% block main %}
<h1>Trial</h1>
<div id="target">before</div>
<a id="plain-crash" href="/trial/gateway" hx-get="/trial/gateway" hx-target="#target">gateway</a>
<a id="own-crash" href="/trial/crash" hx-get="/trial/crash" hx-target="#target">crash</a>
<a id="refused" href="/trial/refused" hx-get="/trial/refused" hx-target="#target">refused</a>
<a id="hostile" href="/trial/hostile" hx-get="/trial/hostile" hx-target="#target">hostile</a>
<a id="pick" href="/trial/picking" hx-get="/trial/picking" hx-target="#dialog">pick</a>
<a id="signed-out" href="/trial/signed-out" hx-get="/trial/signed-out" hx-target="#target">signed out</a>
{% call post_form("/trial/slow", target="#target", swap="innerHTML") %}{{ button("Send") }}{% endcall %}
{{ tabs(items, "Tabs", target="#tab") }}
<div id="tab">{{ name }}</div>
{% endblock %}
"""

PICKING = """
<div class="dialog" id="picking"><h2 id="dialog-title">Pick</h2>
<form method="post" action="/trial/slow" hx-post="/trial/slow" hx-target="#target" hx-swap="innerHTML">
<input name="who" aria-label="Who" value="Ann" autofocus>
<noscript><button name="do" value="find">Search</button></noscript><button>Link</button>
</form></div>
"""


@bp.get("/tabs/<name>")
def tab(name: str) -> Response:
    """A page of which htmx fetches the tab."""
    names = ("first", "second", "third")
    items = [{"label": one, "url": f"/trial/tabs/{one}", "current": one == name} for one in names]
    text = "<title>{{ name }} · Kith</title><div id='tab'>{{ name }}</div>" if htmx.is_fragment() else PAGE
    return Response(render_template_string(text, name=name, title=name, items=items))


@bp.get("/picking")
def picking() -> Response:
    """A dialog with a search that has a button for those without a script."""
    return Response(PICKING)


@bp.get("/gateway")
def gateway() -> Response:
    """What a proxy answers while we are away."""
    return Response("<h1>502 Bad Gateway</h1>", 502)


@bp.get("/crash")
def crash() -> Response:
    """A fault of our own."""
    raise RuntimeError("on purpose")


@bp.get("/refused")
def refused() -> Response:
    """Something one may not do."""
    abort(403)


@bp.get("/signed-out")
def signed_out() -> Response:
    """The session has ended."""
    return htmx.redirect("/trial/tabs/third", status=401)


@bp.get("/hostile")
def hostile() -> Response:
    """Markup that slipped through."""
    return Response(
        "<div id='slipped'><script>document.title = 'taken'</script>"
        "<img src='data:,' onerror=\"document.title = 'taken'\"><b style='color: red'>text</b></div>"
    )


@bp.post("/slow")
def slow() -> Response:
    """Takes its time and counts how often it was asked."""
    calls.append("slow")
    time.sleep(0.3)
    return Response("done")
