"""What staff do with several rows at once: those that are ticked, or all that wait for one reason."""

from collections.abc import Sequence

from flask import Response, abort, request, url_for

from app.accounts.access import actor, may, requires
from app.accounts.domain.roles import Permission
from app.batches import queries
from app.batches.domain.acts import Saw
from app.batches.domain.corrections import Correction
from app.batches.domain.rows import Outcome
from app.batches.domain.several import Verb
from app.batches.forms import DecisionForm, RowsForm
from app.batches.models import Batch, BatchAct
from app.batches.queries import RowFilter
from app.batches.routes import batch_or_404, bp
from app.batches.routes.deciding import correction, deciding
from app.batches.routes.showing import kept
from app.batches.services import AT_ONCE, MOST, DecidedRows, NotAllowed, choose_system, decide_rows, undo_act
from app.db import db
from app.web import htmx
from app.web.ids import id_in
from app.words import _, figure, plural


@bp.get("/<door:door>/<int:number>/decisions")
@requires(Permission.EDIT)
def decisions(number: int) -> Response:
    """What can be done at once with all rows that wait for one reason."""
    batch = batch_or_404(number)
    if not request.args.get("cause"):
        return htmx.redirect(url_for(".review", number=number))
    return _page(batch, *_cause(request.args.get("outcome"), request.args["cause"]))


@bp.post("/<door:door>/<int:number>/decisions")
@requires(Permission.EDIT)
def decide(number: int) -> Response:
    """Do one and the same with the ticked rows, or with all rows that wait for one reason."""
    batch, form = batch_or_404(number), DecisionForm()
    verb = _verb(form.do.data)
    if form.selected.data or not form.cause.data:
        rows, shown = _selected(form)
        return _told(batch, decide_rows(batch, rows, verb, actor=actor(), saw=shown), verb)
    outcome, cause = _cause(form.outcome.data, form.cause.data)
    numbers = queries.numbers_of(batch, RowFilter((outcome,), cause), limit=MOST)
    if verb is Verb.SYSTEM:
        if not (form.system.data or "").strip():
            return _page(batch, outcome, cause, error=_("Type or choose the name of the system."), status=422)
        return _told(batch, choose_system(batch, numbers, form.system.data.strip(), actor=actor()), verb)
    how = correction(batch, numbers, form)
    saw = Saw(until=id_in(form.seen.data)) if form.seen.data else None
    return _told(batch, _decided(batch, numbers, verb, how, saw), verb, of=len(numbers))


@bp.post("/<door:door>/<int:number>/acts/<int:act_id>/undo")
@requires(Permission.EDIT)
def undo_several(number: int, act_id: int) -> Response:
    """Take back what one act did with many rows, where nobody did anything with them since."""
    batch = batch_or_404(number)
    act = queries.act(batch, act_id) or abort(404)
    undone = left = 0
    for chunk in _chunks(act.numbers):
        answer = undo_act(batch, act, actor=actor(), numbers=chunk)
        if isinstance(answer, NotAllowed):
            db.session.rollback()
            abort(422, description=answer.reason)
        db.session.commit()
        undone, left = undone + answer.undone, left + answer.left
    htmx.toast(_stand(undone, left))
    return htmx.redirect(url_for(".review", number=number, **kept()))  # type: ignore[arg-type]


def acts_of(batch: Batch) -> Sequence[BatchAct]:
    """What was done here with many rows, for those who may take it back."""
    return queries.acts(batch) if may(Permission.EDIT) else ()


def _page(batch: Batch, outcome: Outcome, cause: str, *, error: str = "", status: int = 200) -> Response:
    return htmx.render(
        "batches/decisions.html",
        fragment="batches/_decisions.html",
        status=status,
        title=_("Decide once"),
        batch=batch,
        error=error,
        **deciding(batch, outcome, cause),
    )


def _cause(outcome: str | None, cause: str | None) -> tuple[Outcome, str]:
    if not cause or outcome not in set(Outcome):
        abort(404)
    return Outcome(outcome), cause[:60]


def _chunks(numbers: Sequence[int]) -> list[Sequence[int]]:
    """The rows in parts that are stored one after the other, so that others save in between."""
    return [numbers[at : at + AT_ONCE] for at in range(0, len(numbers), AT_ONCE)]


def _decided(
    batch: Batch, numbers: Sequence[int], verb: Verb, how: Correction | None, saw: Saw | None
) -> DecidedRows:
    """One act on all these rows, part by part; what is done of it stands whatever happens to the rest."""
    act, ready, missed, done = 0, 0, 0, list[int]()
    for chunk in _chunks(numbers):
        decided = decide_rows(batch, chunk, verb, actor=actor(), correction=how, act=act, saw=saw)
        db.session.commit()
        act, ready, done = decided.act, ready + decided.ready, done + decided.numbers
        missed += decided.missed
    return DecidedRows(done, ready, act, missed)


def _verb(said: str | None) -> Verb:
    if said not in set(Verb):
        abort(422, description=_("Choose what shall be done with the rows."))
    return Verb(said)


def _selected(form: RowsForm) -> tuple[list[int], Saw]:
    """The ticked rows, at most a page of them, and what was last done with each as it was shown."""
    rows = list(form.selected.data or ())[: queries.PAGE]
    return [number for number, __ in rows], Saw({number: seen for number, seen in rows if seen is not None})


def _told(batch: Batch, decided: DecidedRows, verb: Verb, *, of: int = 0) -> Response:
    """Store it and say what became of the rows."""
    done, ready = len(decided.numbers), decided.ready
    undo = url_for(".undo_several", number=batch.number, act_id=decided.act, **kept())  # type: ignore[arg-type]
    db.session.commit()
    if done:
        told = (_words(verb, done, ready), _others(of - done - decided.missed), _missed(decided.missed))
        htmx.toast(" ".join(filter(None, told)), undo=undo if verb is not Verb.RECHECK else None)
    elif decided.missed:
        htmx.toast(f"{_missed(decided.missed)} {_('Nothing was changed.')}", tone="failed")
    else:
        nothing = _("This cannot be done with any of these rows, so nothing was changed.")
        htmx.toast(
            nothing if of else f"{nothing} {_('Tick the boxes of the rows first.')}",
            tone="failed",
        )
    return htmx.redirect(url_for(".review", number=batch.number, **kept()))  # type: ignore[arg-type]


def _words(verb: Verb, done: int, ready: int) -> str:
    if verb is Verb.SKIP:
        return plural(done, "{n} row will be left out.", "{n} rows will be left out.")
    if ready == done:
        return plural(done, "{n} row decided: it is ready.", "{n} rows decided: all are ready.")
    return plural(
        done,
        "{n} row changed: {ready} now ready, {waiting} still waiting for another reason.",
        "{n} rows changed: {ready} now ready, {waiting} still waiting for another reason.",
        ready=figure(ready),
        waiting=figure(done - ready),
    )


def _others(left: int) -> str:
    """Rows of the same cause for which the act makes no sense: a date that cannot be read so either."""
    if left <= 0:
        return ""
    return plural(
        left, "For {n} other row it makes no difference.", "For {n} other rows it makes no difference."
    )


def _missed(rows: int) -> str:
    """Rows that somebody did something with while this page was looked at."""
    if not rows:
        return ""
    return plural(
        rows,
        "{n} row was decided or changed in the meantime and left alone: look again.",
        "{n} rows were decided or changed in the meantime and left alone: look again.",
    )


def _stand(undone: int, left: int) -> str:
    stand = plural(undone, "{n} row stands again as before.", "{n} rows stand again as before.")
    if not left:
        return stand
    since = plural(left, "{n} was changed since and left alone.", "{n} were changed since and left alone.")
    return f"{stand} {since}"
