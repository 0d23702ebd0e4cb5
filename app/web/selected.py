"""The rows that were ticked in a list."""

from flask import request

from app.web.ids import id_in

MOST = 500
"""So many rows a request may name: more than a page has."""


def selected() -> list[int]:
    """The ids of the ticked rows, as the request names them."""
    texts = request.values.getlist("selected")[:MOST]
    return [number for text in texts if (number := id_in(text))]
