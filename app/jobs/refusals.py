"""Keeping every no outside the database: right after its commit, and again where that did not work."""

import logging

from flask import current_app
from sqlalchemy.exc import SQLAlchemyError

from app.config import Settings
from app.consent.services import keeping
from app.consent.services.refusal_files import folder_of

_behind: set[int] = set()
_log = logging.getLogger(__name__)


def keep(workspace_id: int) -> None:
    """Append what was refused in a workspace, unless the configuration has `KEEP_REFUSALS` off.

    Where that does not work it is told in the log, and tried again soon: nobody's request fails by it.
    """
    settings: Settings = current_app.config["SETTINGS"]
    if not current_app.config["KEEP_REFUSALS"]:
        return
    try:
        keeping.catch_up(folder_of(settings.data), workspace_id, days=settings.refusal_days)
        _behind.discard(workspace_id)
    except (OSError, SQLAlchemyError) as error:
        _behind.add(workspace_id)
        told = {"workspace": workspace_id}
        _log.error("a refusal is not kept outside the database yet", exc_info=error, extra={"fields": told})


def is_behind() -> bool:
    """Whether something could not be kept, as far as this process knows."""
    return bool(_behind)
