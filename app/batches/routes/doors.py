"""Where a batch is found: one that came in a file below /imports, one that staff enter below /batches.

The screens are the same. In an address "door" is that first word; no view has to know it.
"""

from typing import Any

from flask import Blueprint, current_app, request
from flask.blueprints import BlueprintSetupState
from werkzeug.routing import AnyConverter, Map

from app.batches.domain.status import BatchKind

IMPORTS = "imports"
BATCHES = "batches"


class Door(AnyConverter):
    """One of the two words."""

    def __init__(self, rules: Map) -> None:
        super().__init__(rules, IMPORTS, BATCHES)


def init_bp(bp: Blueprint) -> None:
    """Let addresses of this blueprint have a door, which is that of the request where nobody names one."""
    bp.record_once(_known)
    bp.url_value_preprocessor(_left)
    bp.url_defaults(_taken)


def door() -> str:
    """The door through which this request came; imports where it came through neither."""
    return BATCHES if request and request.path.startswith(f"/{BATCHES}/") else IMPORTS


def door_of(kind: BatchKind) -> str:
    """The door behind which batches of this kind are."""
    return BATCHES if kind.is_entered else IMPORTS


def front(of: str) -> str:
    """The address of a door itself, where the list is of what is behind it."""
    return f"{request.script_root}/{of}"


def _known(state: BlueprintSetupState) -> None:
    state.app.url_map.converters["door"] = Door


def _left(_: str | None, values: dict[str, Any] | None) -> None:
    if values:
        values.pop("door", None)


def _taken(endpoint: str, values: dict[str, Any]) -> None:
    if current_app.url_map.is_endpoint_expecting(endpoint, "door"):
        values.setdefault("door", door())
