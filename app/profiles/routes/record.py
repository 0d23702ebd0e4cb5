"""What the pages that add and edit a record have in common: how things are read here, and what was typed."""

from datetime import date

from flask import request, url_for

from app.accounts.access import current_workspace
from app.constituents.domain.dates import usual_order
from app.db import now
from app.profiles.forms.reading import Here
from app.profiles.forms.record import RecordForm
from app.profiles.queries.person import local_day
from app.profiles.services import Taken
from app.web.ids import id_in
from app.words import _

SAVE = "save"
_OURS = ("csrf_token", "do", "distinct", "seen", "shown", "target", "version", "with", "q")
_CHOICES = ("unit-", "choice-", "choice:")


def today() -> date:
    """The day it is in this workspace."""
    return local_day(current_workspace, now())


def here() -> Here:
    """How this workspace reads what is typed: as is usual in its country."""
    return Here(today(), current_workspace.country, usual_order(current_workspace.country))


def asked_to() -> str:
    """What the pressed button asks for; to save, where none says otherwise."""
    return request.form.get("do", SAVE)


def door() -> int:
    """The event at whose door somebody stands who is being put on record; 0 for none."""
    return id_in(request.values.get("door", ""))


def onward(constituent_id: int) -> str:
    """Where one goes on when somebody is on record: back to the door, or to the profile."""
    if event := door():
        return url_for("events.add", event=event, arrived=1, constituent_id=constituent_id)
    return url_for("profiles.overview", constituent_id=constituent_id)


def typed() -> list[tuple[str, str]]:
    """Everything that was typed about the person, to be sent once more by a page in between."""
    sent = request.form.items(multi=True)
    return [(name, value) for name, value in sent if name not in _OURS and not name.startswith(_CHOICES)]


def refuse_taken(form: RecordForm, taken: Taken) -> None:
    """Say beside each ID whose it is."""
    for owner in taken.owners:
        said = (owner.external.system, owner.external.value)
        for row in form.lists.get("external_ids", ()):
            if (row["system"].data, row["value"].data) == said:
                row["value"].errors = [
                    _("This ID belongs to {display}. Check it, or take it from them.", display=owner.display)
                ]
