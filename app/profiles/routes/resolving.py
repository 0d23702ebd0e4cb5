"""What was typed into a new form beside whom it may be: taken as news of them, or added as somebody new."""

from collections.abc import Callable, Collection, Sequence
from typing import assert_never

from flask import Response, request, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.constituents.domain.record import Existing
from app.db import db
from app.profiles import services
from app.profiles.queries.known import Candidate, known
from app.profiles.routes import bp
from app.profiles.routes.comparing import BY_RULES, IN_PLACE, Before, Errors, compared_with
from app.profiles.routes.new_form import form_page, form_sent, kind_or_404, record_sent, url_of
from app.profiles.routes.record import onward, today
from app.profiles.routes.whole import whole_page
from app.profiles.services import Matched, Meanwhile, NotTheirs, Undecided
from app.resolution.domain.question import IDS
from app.resolution.domain.stance import Stances
from app.web import htmx
from app.words import N_, _

_NEW = "/constituents/new/<kind>"
_NEWCOMER = N_("Somebody on record is alike who was not shown to you before. Is it them? Nothing was saved.")
_LENT = N_(
    "{email} is the email of {name}, who is on record. If both use it, add this as a new record: what stops "
    "mail to the address reaches both. If it is the wrong one, go back and correct it. Nothing was saved."
)


@bp.get(f"{_NEW}/draft")
@bp.get(f"{_NEW}/comparison")
@bp.get(f"{_NEW}/match")
@bp.get(f"{_NEW}/addition")
@requires(Permission.EDIT)
def start_again(kind: str) -> Response:
    """What was typed travels with the page, never in a URL: whoever comes by a link starts with the form."""
    return htmx.redirect(url_of(kind_or_404(kind)))


@bp.post(f"{_NEW}/draft")
@requires(Permission.EDIT)
def draft(kind: str) -> Response:
    """Back to the form, with everything that was typed."""
    return form_page(form_sent(kind_or_404(kind)))


@bp.post(f"{_NEW}/comparison")
@requires(Permission.EDIT)
def compare(kind: str) -> Response:
    """What would become of the other record. Nothing is written."""
    return _if_valid(kind, _compared)


@bp.post(f"{_NEW}/match")
@requires(Permission.EDIT)
def confirm_match(kind: str) -> Response:
    """It is them: written exactly as it was shown, or not at all."""
    return _if_valid(kind, _matched)


@bp.post(f"{_NEW}/addition")
@requires(Permission.EDIT)
def addition(kind: str) -> Response:
    """It is somebody new: the whole record once more, before it is added."""
    return _if_valid(kind, _whole)


def resolve(
    record: Existing, *, chosen: int = 0, likely: Sequence[Candidate] | None = None, notice: str = ""
) -> Response:
    """The record beside whom it most likely is, or whom somebody chose, in the place of the form."""
    return compared_with(record, chosen, BY_RULES, likely=likely, notice=notice, fragment=IN_PLACE)


def resolve_unseen(record: Existing, likely: Sequence[Candidate], *, seen: Collection[int]) -> Response:
    """The record beside the likeliest one who was not `seen`; who saw others is told that somebody is new."""
    fresh = next((each for each in likely if each.id not in seen), None)
    notice = _NEWCOMER if seen else ""
    if fresh and fresh.lends:
        notice = _LENT.format(email=fresh.lends, name=fresh.display)
    return resolve(record, chosen=fresh.id if fresh else 0, likely=likely, notice=notice)


def _if_valid(kind: str, answer: Callable[[Existing], Response]) -> Response:
    form = form_sent(kind_or_404(kind))
    record = record_sent(form)
    return answer(record) if form.is_valid else form_page(form, status=422)


def _compared(record: Existing) -> Response:
    chosen = request.form.get("with", 0, type=int)
    if chosen:
        return compared_with(record, chosen, BY_RULES)
    return compared_with(record, _target(), Stances.from_form(request.form), before=_before())


def _matched(record: Existing) -> Response:
    stances = Stances.from_form(request.form)
    outcome = services.match(
        current_workspace,
        record,
        stances,
        target=_target(),
        seen=_before().stamp,
        actor=actor(),
        today=today(),
    )
    if isinstance(outcome, Matched):
        db.session.commit()
        return _done(outcome)
    db.session.rollback()
    return compared_with(record, _target(), stances, before=_before(), errors=_errors(outcome), status=422)


def _done(outcome: Matched) -> Response:
    who = outcome.record
    if outcome.changed:
        undo = url_for("lifecycle.carry_out_undo", constituent_id=who.id, change_set=outcome.change_set)
        htmx.toast(_("{display} was updated.", display=who.display), undo=undo)
    else:
        htmx.toast(_("{display} stays as on record: nothing was changed.", display=who.display))
    return htmx.redirect(onward(who.id))


def _errors(outcome: Undecided | NotTheirs | Meanwhile) -> Errors:
    match outcome:
        case Undecided(sheet=sheet):
            return sheet.errors
        case NotTheirs(sheet=sheet, owners=owners):
            place = next((f"{line.id}-1" for line in sheet.lines if line.ref == IDS), "")
            return [
                {
                    "id": place,
                    "message": _(
                        "{system} {id} belongs to {name}. "
                        "An ID has one owner: ignore it here, or take it from them first.",
                        system=each.external.system,
                        id=each.external.value,
                        name=each.display,
                    ),
                }
                for each in owners
            ]
        case Meanwhile():
            return ()
        case _:
            assert_never(outcome)


def _target() -> int:
    return request.form.get("target", 0, type=int)


def _before() -> Before:
    return Before(request.form.get("version", 0, type=int), request.form.get("seen", ""))


def _whole(record: Existing) -> Response:
    likely, seen = (
        known(current_workspace, services.incoming(record)),
        request.form.getlist("shown", type=int),
    )
    if any(each.id not in seen for each in likely):
        return resolve_unseen(record, likely, seen=seen)
    return whole_page(record, [each.record for each in likely])
