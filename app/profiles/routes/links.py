"""Where the screens about people lead to outside themselves; templates know this module as `links`."""

from flask import current_app, request, url_for


def new_import() -> str:
    """Where an import begins."""
    return f"{request.script_root}/imports/new"


def batch(number: int) -> str:
    """The page of an import."""
    return f"{request.script_root}/imports/{number}"


def row(number: int, row_number: int) -> str:
    """One row of an import."""
    return f"{request.script_root}/imports/{number}/rows/{row_number}"


def group(group_id: int) -> str:
    """The page of a group."""
    return f"{request.script_root}/groups/{group_id}"


def sample() -> str | None:
    """Where the sample data comes from, when this installation offers it."""
    return url_for("sample.fill") if "sample.fill" in current_app.view_functions else None
