"""The registrations of an event as a file."""

from flask import Response

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.activity.domain.kinds import RegistrationStatus
from app.connections import reading
from app.db import db, now
from app.events import services
from app.events.queries.export import table
from app.events.routes import bp
from app.events.routes.event import EVENT, asked_for, event_or_404, zone
from app.groups.domain.sheet import slug
from app.web.downloads import FileKind, kept_file, on_disk


@bp.post(f"{EVENT}/export")
@requires(Permission.EXPORT)
def export(event: int) -> Response:
    """The list as it is filtered, with a line in the journal."""
    asked, at = asked_for(), now()
    event_or_404(event)
    status = RegistrationStatus(asked["status"]) if asked["status"] else None
    db.session.commit()  # what follows only reads, for a while: nobody shall have to wait for it
    with reading():
        file, written = on_disk(
            table(current_workspace, event, text=asked["q"], statuses=[status] if status else [], at=at)
        )
        db.session.commit()
    found = event_or_404(event)
    # What was typed to search with may name a person, and the journal is kept for good.
    which = " ".join(
        filter(None, (status.value if status else "everybody", "matching …" if asked["q"] else ""))
    )
    services.note_export(found, count=written - 1, which=which, actor=actor())
    name = f"{slug(found.name)}-{status.value if status else 'registrations'}"
    db.session.commit()
    return kept_file(f"{name}-{at.astimezone(zone()).date().isoformat()}", file, FileKind.CSV)
