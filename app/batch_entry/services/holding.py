"""Templates that are about to be used or changed."""

from typing import Any

from sqlalchemy.exc import InvalidRequestError

from app.batch_entry.models import BatchTemplate
from app.db import db


class TemplateGone(Exception):
    """A template was deleted while somebody used or changed it. Nothing was written."""


def hold_template(template: BatchTemplate, **lock: Any) -> None:
    """Read it afresh, and let nobody else change it until the transaction ends.

    With `key_share` batches that refer to it may be written meanwhile. Raises `TemplateGone`.
    """
    db.session.flush()
    try:
        db.session.refresh(template, with_for_update=lock or True)
    except InvalidRequestError as gone:
        raise TemplateGone from gone
