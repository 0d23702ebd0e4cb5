"""Blanking an erased person in every check."""

from sqlalchemy import update

from app.audiences.models import AudiencePerson
from app.db import db


def forget_person(workspace_id: int, person: int) -> None:
    """Leave of her no more than the headline that the numbers count, in one statement."""
    db.session.execute(
        update(AudiencePerson)
        .where(AudiencePerson.workspace_id == workspace_id, AudiencePerson.constituent_id == person)
        .values(name="", sort_name="", email="", address_key=None, reasons=[]),
        execution_options={"synchronize_session": False},
    )
