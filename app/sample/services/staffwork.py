"""What the staff of the sample know and plan, written as staff would."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from app.accounts import queries as accounts
from app.accounts.domain.roles import Role
from app.accounts.models import Workspace
from app.audit.services import Actor
from app.cultivation import services as cultivation
from app.cultivation.models import Prospect
from app.sample.domain.relations import Known


def add_relations(
    workspace: Workspace, known: Iterable[Known], ids: Sequence[int], actor: Actor, today: date
) -> None:
    owners = accounts.people_with(workspace.id, Role.OWNER)
    manager = actor.id or next((owner.id for owner in owners), None)
    for each in known:
        who = ids[each.person]
        for note in each.notes:
            cultivation.add_note(workspace.id, who, note, actor=actor)
        for role in each.roles:
            cultivation.add_constituency(workspace.id, who, role, actor=actor)
        version = 0
        for draft in each.prospect:
            managed = replace(draft, manager_id=manager)
            made = cultivation.set_prospect(
                workspace, who, managed, today=today, actor=actor, version=version
            )
            version = made.version if isinstance(made, Prospect) else version
