"""Deciding about rows in review: one, those that are ticked, or all that wait for one reason."""

from collections.abc import Collection, Mapping

from flask import Response, abort, request, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.activity_imports.domain.choices import Choice, Create, Person, Restore, Skip
from app.activity_imports.domain.offers import FOLLOWS, LABELS, Verb, done_words, verbs_for
from app.activity_imports.domain.senders import Spot
from app.activity_imports.domain.words import cause_words, fix_words
from app.activity_imports.forms import DecisionForm
from app.activity_imports.queries import tray
from app.activity_imports.routes import batch_or_404, bp, view
from app.activity_imports.routes.review import shown
from app.activity_imports.services import Decided, decide, undo_decision
from app.batches import queries as batches
from app.batches.domain.acts import Saw
from app.batches.domain.rows import Outcome
from app.batches.models import Batch
from app.batches.queries import UNRESOLVED, RowFilter
from app.batches.routes.showing import chosen, kept
from app.batches.services import MOST
from app.constituents.picking import picks
from app.db import db
from app.web import htmx
from app.web.ids import id_in
from app.words import _, plural

TRAY = "tray"
_NOBODY_FOUND = ("nobody", "equal")
"""Causes of rows where nobody was shown who is not meant."""
_ASK_WHO = (Verb.PERSON, Verb.CREATE, Verb.TOO, Verb.RECHECK)
Rows = Collection[tuple[int, int]]


@bp.post("/activity/imports/<int:number>/rows/<int:row_number>/decision")
@requires(Permission.EDIT)
def decide_row(number: int, row_number: int) -> Response:
    """Whose a row is, whoever else has rows of the same email; or leave it out, or restore it."""
    batch, form = batch_or_404(number), DecisionForm()
    row = view.row_or_404(batch, row_number)
    verb = verb_of(form.do.data)
    if verb is None:
        return shown(batch, row_number, request.form)
    choice = choice_of(verb, request.form, anew=row.cause not in _NOBODY_FOUND)
    if choice is None:
        return shown(batch, row_number, request.form, error=_("Choose one of the people found."), status=422)
    rows = _all_of_sender(batch, row_number, verb, waits=row.outcome in UNRESOLVED)
    is_alone = bool(form.seen.data) and len(rows) == 1
    saw = Saw({row_number: id_in(form.seen.data or "")}) if is_alone else None
    decided = decide(current_workspace, rows, choice, actor=actor(), saw=saw)
    return _answer(batch, row_number, verb, decided, to_tray=form.back.data == TRAY)


@bp.post("/activity/imports/<int:number>/rows/<int:row_number>/undo")
@requires(Permission.EDIT)
def undo_row(number: int, row_number: int) -> Response:
    """Take back what was decided last about a row, and about all rows that the same act reached."""
    batch = batch_or_404(number)
    act, row = request.args.get("act", 0, type=int), view.row_or_404(batch, row_number)
    rows = tray.decided(current_workspace.id, act=act) or [(batch.id, row.number)]
    decided = undo_decision(current_workspace, rows, actor=actor(), act=act)
    db.session.commit()
    htmx.toast(done_words(Verb.RESTORE, decided.changed))
    if request.args.get("back") == TRAY:
        return htmx.redirect(url_for(".unmatched"))
    return htmx.redirect(f"{_review(batch)}#row-{row_number}")


@bp.get("/activity/imports/<int:number>/decisions")
@requires(Permission.EDIT)
def decisions(number: int) -> Response:
    """What can be done at once with all rows that wait for one reason."""
    batch = batch_or_404(number)
    outcome, cause = _cause(request.args)
    which = RowFilter((outcome,), cause)
    some = batches.rows(batch, which, limit=5)
    return htmx.render(
        "activity_imports/decisions.html",
        fragment="activity_imports/_decisions.html",
        title=_("Decide once"),
        batch=batch,
        cause=cause,
        outcome=outcome,
        rows=batches.tally(batch).rows((outcome,), cause=cause),
        words=cause_words(cause, some[0].detail if some else ""),
        fix=fix_words(cause),
        offers=[(verb, LABELS[verb], FOLLOWS[verb]) for verb in verbs_for(outcome, cause)] if some else [],
        lines=view.lines(batch, some),
        most=MOST,
    )


@bp.post("/activity/imports/<int:number>/decisions")
@requires(Permission.EDIT)
def decide_several(number: int) -> Response:
    """One decision about the ticked rows, or about all that wait for one reason."""
    batch, form = batch_or_404(number), DecisionForm()
    verb = verb_of(form.do.data) or abort(422, description=_("Choose what shall be done with the rows."))
    if form.cause.data:
        outcome, cause = _cause(request.form)
        numbers = batches.numbers_of(batch, RowFilter((outcome,), cause), limit=MOST)
        saw = None
    else:
        ticked = list(form.selected.data or ())[: batches.PAGE]
        numbers = [row for row, __ in ticked]
        saw = Saw({row: seen for row, seen in ticked if seen is not None})
    choice = choice_of(verb, request.form) or abort(422, description=_("Choose a person for each row."))
    rows = [(batch.id, each) for each in numbers]
    decided = decide(current_workspace, rows, choice, actor=actor(), saw=saw)
    url = undo_url(batch, numbers[0], decided) if numbers else None
    db.session.commit()
    tell(verb, decided, undo=url)
    return htmx.redirect(_review(batch))


# --- what was decided


def verb_of(said: str | None) -> Verb | None:
    """What shall be done; None where somebody is still looked for."""
    return Verb(said) if said in set(Verb) else None


def choice_of(verb: Verb, given: Mapping[str, str], *, anew: bool = False) -> Choice | None:
    """The decision; None where a person has to be marked first. `anew`: it is none of those found."""
    match verb:
        case Verb.PERSON:
            person = picks(current_workspace, given).person
            return Person(person.id) if person else None
        case Verb.CREATE:
            return Create(anew=anew)
        case Verb.TOO:
            return Create()
        case Verb.SKIP:
            return Skip()
        case Verb.RESTORE | Verb.RECHECK:
            return Restore()
        case Verb.EDIT:
            return None


def tell(verb: Verb, decided: Decided, *, undo: str | None) -> None:
    """Say what became of the rows, with Undo."""
    missed = ""
    if decided.missed:
        missed = plural(
            decided.missed,
            "{n} row was decided or changed in the meantime and left alone: look again.",
            "{n} rows were decided or changed in the meantime and left alone: look again.",
        )
    if verb is Verb.CREATE and decided.changed and not decided.ready:
        why = _("Nobody is created: the rows say why they still wait, and you can choose who it is.")
        htmx.toast(f"{why} {missed}".strip(), tone="failed", undo=undo)
    elif decided.changed:
        left = decided.changed - decided.ready if verb in _ASK_WHO else 0
        still = plural(left, "{n} row still waits.", "{n} rows still wait.") if left else ""
        done = decided.ready if verb is Verb.CREATE else decided.changed
        told = (done_words(verb, done), still, missed)
        htmx.toast(" ".join(each for each in told if each), undo=undo)
    else:
        why = missed or _("Tick the boxes of rows first.")
        htmx.toast(f"{_('Nothing was changed.')} {why}", tone="failed")


def undo_url(batch: Batch, row: int, decided: Decided, back: str | None = None) -> str | None:
    """What takes this decision back."""
    if not decided.act:
        return None
    return url_for(".undo_row", number=batch.number, row_number=row, act=decided.act, back=back)


def _all_of_sender(batch: Batch, number: int, verb: Verb, *, waits: bool) -> Rows:
    """A person is meant for all rows of the sender that wait, of whatever import; the rest for one row."""
    if verb not in (Verb.PERSON, Verb.CREATE) or not waits:
        return [(batch.id, number)]
    return tray.rows_of(current_workspace.id, [Spot(batch.number, number)]) or [(batch.id, number)]


def _answer(batch: Batch, number: int, verb: Verb, decided: Decided, *, to_tray: bool) -> Response:
    undo = undo_url(batch, number, decided, TRAY if to_tray else None)
    db.session.commit()
    tell(verb, decided, undo=undo)
    if to_tray:
        return htmx.redirect(url_for(".unmatched"))
    review = url_for(".review", number=batch.number)
    asked = htmx.shown(review)
    if asked is None or decided.changed != 1:
        return htmx.redirect(f"{_review(batch)}#row-{number}")
    told = view.summary(batch)
    show, __ = chosen(asked, told["tally"])
    row = view.row_or_404(batch, number)
    [line] = view.lines(batch, [row])
    return htmx.partials(
        htmx.part("activity_imports/_row.html", f"#row-{number}", line=line, batch=batch),
        htmx.part("batches/_closed.html", f"#row-{number}-detail", row=row),
        htmx.part("activity_imports/_summary.html", "#summary", **told),
        htmx.part("batches/_views.html", "#views", segments=view.segments(batch, told["tally"], show)),
        htmx.part("activity_imports/_reasons.html", "#reasons", reasons=view.reasons(told["tally"]), **told),
        otherwise=review,
    )


def _review(batch: Batch) -> str:
    return url_for(".review", number=batch.number, **kept())  # type: ignore[arg-type]


def _cause(given: Mapping[str, str]) -> tuple[Outcome, str]:
    outcome, cause = given.get("outcome", ""), given.get("cause", "")[:60]
    if outcome not in set(Outcome) or not cause:
        abort(404)
    return Outcome(outcome), cause
