"""The file for the sending tool. Everybody in it is asked about once more, at this moment."""

from flask import Response, abort, current_app, request

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.audiences import services
from app.audiences.domain.file import file_name
from app.audiences.domain.question import CheckState
from app.audiences.models import AudienceCheck
from app.audiences.queries import again
from app.audiences.queries.asking import Audience, Broken, understand
from app.audiences.queries.changed import who_changed
from app.audiences.queries.checks import question_of
from app.audiences.routes import CHECK, bp, check_or_404
from app.audiences.services.file import rows
from app.config import Settings
from app.connections import reading
from app.consent.domain.links import for_trial_only
from app.db import db, now
from app.groups.domain.sheet import slug
from app.web import htmx
from app.web.downloads import FileKind, kept_file, on_disk
from app.words import N_, _


@bp.get(f"{CHECK}/export")
@requires(Permission.EXPORT)
def choose_export(check_id: int) -> Response:
    """What would be in the file now, and what changed since the check."""
    return _page(_finished(check_id))


def _page(check: AudienceCheck, *, refused: str = "") -> Response:
    audience = understand(current_workspace, question_of(check), at=now())
    broken = audience.why if isinstance(audience, Broken) else ""
    found = None if isinstance(audience, Broken) else again.compared(check, audience)
    return htmx.render(
        "audiences/export.html",
        fragment="audiences/_export.html",
        status=422 if refused else 200,
        title=_("Export “{name}”", name=check.name),
        check=check,
        refused=refused,
        broken=broken,
        trial_only=for_trial_only(_settings().address),
        found=found,
        people={}
        if found is None or isinstance(audience, Broken)
        else who_changed(check, audience, found.differences),
    )


@bp.post(f"{CHECK}/export")
@requires(Permission.EXPORT)
def export(check_id: int) -> Response:
    """The file, with a line in the journal."""
    settings = _settings()
    check = _finished(check_id)
    if for_trial_only(settings.address) and "trial" not in request.form:
        return _page(check, refused=_NOT_FOR_A_TRIAL)
    db.session.commit()  # what follows only reads, for a while: nobody shall have to wait for it
    with reading():
        check = _finished(check_id)
        audience = _audience(check)
        found = again.compared(check, audience).differences
        file, written = on_disk(rows(check, audience, settings.address, mailbox=settings.unsubscribe_mailbox))
        name = file_name(slug(check.name), audience.today)
        db.session.commit()
    check = check_or_404(check_id, to_write=True)
    services.note_export(check, count=written - 1, found=found, actor=actor())
    db.session.commit()
    return kept_file(name, file, FileKind.CSV)


_NOT_FOR_A_TRIAL = N_("Nothing was exported. Tick the box if this file is for a trial and is sent to nobody.")


def _settings() -> Settings:
    found: Settings = current_app.config["SETTINGS"]
    return found


def _finished(check_id: int) -> AudienceCheck:
    check = check_or_404(check_id)
    if check.state is not CheckState.DONE:
        abort(
            409, description=_("This check did not come to its end. There is nothing to export: check again.")
        )
    return check


def _audience(check: AudienceCheck) -> Audience:
    audience = understand(current_workspace, question_of(check), at=now())
    if isinstance(audience, Broken):
        abort(409, description=_("{reason} Nothing was exported.", reason=audience.why))
    return audience
