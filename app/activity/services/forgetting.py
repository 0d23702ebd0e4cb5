"""Forgetting somebody who is erased: sums stay, what is said of her goes."""

from typing import Any

from sqlalchemy import delete, update

from app.activity.models import Delivery, Donation, EmailEvent, Registration, SoftCredit
from app.activity.services import rollups
from app.db import db

_APART: dict[str, Any] = {"synchronize_session": False}


def forget_person(workspace_id: int, person: int) -> None:
    """Delete what became of mail to her and whom she is thanked with, and blank all words about her gifts."""
    for table in (EmailEvent, Delivery, SoftCredit):
        hers = (table.workspace_id == workspace_id, table.constituent_id == person)
        db.session.execute(delete(table).where(*hers), execution_options=_APART)
    for table, blank in _WORDS.items():
        hers = (table.workspace_id == workspace_id, table.constituent_id == person)
        db.session.execute(update(table).where(*hers).values(blank), execution_options=_APART)
    with rollups.together(workspace_id):
        rollups.follow(workspace_id, giving=[person], registrations=[person], email=[person])
        rollups.drop_empty(workspace_id, [person])


_WORDS: dict[Any, dict[str, Any]] = {
    Donation: {"note": "", "tribute": None, "tribute_name": ""},
    Registration: {"note": "", "ticket": ""},
}
