"""What an import did: whom it added and updated, what is left, and what was undone since."""

from collections.abc import Iterator
from typing import Any

from flask import Response, abort, current_app, request, url_for

from app.accounts.access import actor, current_staff, current_workspace, may, requires
from app.accounts.domain.roles import Permission
from app.accounts.queries import names_of
from app.audit.domain.source import Subject
from app.audit.services import Change, record
from app.batches import queries
from app.batches.domain import reverting
from app.batches.domain.counts import Counts, Results
from app.batches.domain.rows import Action, RowState
from app.batches.domain.status import BatchKind, BatchStatus
from app.batches.forms import GroupForm
from app.batches.models import Batch
from app.batches.queries import lookup_of
from app.batches.queries.gifts import carried
from app.batches.queries.reverting import PAGE, Part, outcomes, people, removed
from app.batches.routes import batch_or_404, bp
from app.batches.routes.downloads import sent
from app.batches.services import cells_of
from app.batches.services.grouping import save_created
from app.batches.services.refusals import open_refusals
from app.batches.services.reverting import may_undo
from app.db import db, now
from app.groups.services import Refused
from app.web import htmx
from app.web.forms import refuse
from app.words import N_, _, plural

SHOWN = (
    BatchStatus.COMMITTED,
    BatchStatus.PAUSED,
    BatchStatus.UNDO_STOPPED,
    BatchStatus.UNDONE,
)
TITLES = {
    Part.CREATED: (N_("Added"), "plus", "ready"),
    Part.UPDATED: (N_("Updated"), "pencil", "ready"),
    Part.UNCHANGED: (N_("No change"), "circle-check", "neutral"),
    Part.REVERTED: (N_("Taken back"), "undo-2", "neutral"),
    Part.KEPT: (N_("Stays"), "triangle-alert", "conflict"),
}
_DONE = (Part.CREATED, Part.UPDATED, Part.UNCHANGED)
_UNDONE = (BatchStatus.UNDO_STOPPED, BatchStatus.UNDONE)
_AT_ONCE = 2_000


@bp.get("/<door:door>/<int:number>/result")
@requires(Permission.VIEW)
def result(number: int) -> Response:
    """What the commit did, in numbers that lead to the people, and what can be done with them now."""
    return _page(batch_or_404(number))


@bp.get("/<door:door>/<int:number>/result/<which>")
@requires(Permission.VIEW)
def result_people(number: int, which: str) -> Response:
    """Whom the import added, updated, left as they were, took back or could not take back; page by page."""
    if which not in TITLES:
        abort(404)
    batch, part, after = batch_or_404(number), Part(which), request.args.get("after", 0, type=int)
    found = people(batch, part, after=after, limit=PAGE + 1)
    is_last = len(found) <= PAGE
    is_gone = part is Part.REVERTED
    return htmx.render(
        "batches/result_people.html",
        fragment="batches/_result_people.html",
        title=_("{heading} by {batch}", heading=TITLES[part][0], batch=batch.name),
        heading=TITLES[part][0],
        batch=batch,
        rows=found[:PAGE],
        gone=removed(batch, [row.number for row in found]) if is_gone else {},
        lookup_of=lookup_of,
        next=None
        if is_last
        else url_for(".result_people", after=found[PAGE - 1].number, **request.view_args or {}),
    )


@bp.post("/<door:door>/<int:number>/result/file")
@requires(Permission.EXPORT)
def result_file(number: int) -> Response:
    """Every row as it came, with what staff corrected in it, and what became of it."""
    batch = batch_or_404(number)
    record(
        batch.workspace_id,
        actor(),
        [
            Change(
                Subject.EXPORT,
                batch.id,
                f"result of {batch.kind.noun}",
                after=number,
            )
        ],
    )
    db.session.commit()
    return sent(batch, "result", _lines)


@bp.post("/<door:door>/<int:number>/group")
@requires(Permission.EDIT)
def save_group(number: int) -> Response:
    """Put everybody whom the import added into a new group, and show it."""
    batch, form = batch_or_404(number), GroupForm()
    if not form.validate_on_submit():
        return _page(batch, form, status=422)
    saved = save_created(current_workspace, batch, name=(form.name.data or "").strip(), actor=actor())
    if isinstance(saved, Refused):
        db.session.rollback()
        refuse(form, "name", saved.why)
        return _page(batch_or_404(number), form, status=422)
    group = saved.group.id
    db.session.commit()
    htmx.toast(plural(saved.people, "{n} person is in the new group.", "{n} people are in the new group."))
    return htmx.redirect(url_for("groups.show", group_id=group))


def _page(batch: Batch, form: GroupForm | None = None, *, status: int = 200) -> Response:
    if batch.status not in SHOWN:
        return htmx.redirect(url_for(".review", number=batch.number))
    counts, results = queries.counts(batch), queries.results(batch)
    return htmx.render(
        "batches/result.html",
        fragment="batches/_result.html",
        status=status,
        title=_("Result of {name}", name=batch.name),
        batch=batch,
        counts=counts,
        results=results,
        refusals=open_refusals(batch),
        facts=_facts(batch, counts, results),
        gifts=carried(batch) if batch.kind is BatchKind.REVENUE else {},
        left=left_over(counts, results),
        staff=names_of({batch.committed_by, batch.undone_by}),
        form=form or GroupForm(data={"name": _("Added by {name}", name=batch.name)[:80]}),
        **undoing(batch),
    )


def undoing(batch: Batch) -> dict[str, Any]:
    """Whether an import can be undone by who asks, until when, and why not."""
    days = current_app.config["SETTINGS"].undo_days
    refused = reverting.refusal(batch.status, batch.committed_at, now=now(), days=days, kind=batch.kind)
    mine = may_undo(batch, current_staff.id, any_import=may(Permission.COMMIT_LARGE))
    return {
        "days": days,
        "until": reverting.until(batch.committed_at, days),
        "refused": refused.reason if refused else "",
        "may_undo": may(Permission.EDIT) and mine,
    }


def left_over(counts: Counts, results: Results) -> int:
    """How many rows were not carried out and nobody left out."""
    return counts.rows - counts.skipped - results.applied - results.reverted - results.kept


def _facts(batch: Batch, counts: Counts, results: Results) -> list[dict[str, Any]]:
    """The numbers, each leading to its rows; they add up to the rows of the file."""
    lists = [
        {
            "label": label,
            "count": getattr(results, part.value),
            "tone": tone,
            "icon": icon,
            "url": url_for(".result_people", number=batch.number, which=part.value),
        }
        for part, (label, icon, tone) in TITLES.items()
        if getattr(results, part.value) or (part in _DONE and batch.status not in _UNDONE)
    ]
    review = url_for(".review", number=batch.number)
    rest = [
        {
            "label": _("Not committed"),
            "count": left_over(counts, results),
            "tone": "conflict",
            "icon": "clock",
        },
        {"label": _("Skipped"), "count": counts.skipped, "tone": "neutral", "icon": "skip-forward"},
    ]
    urls = (f"{review}?show=decide", f"{review}?show=skipped")
    told = [*lists, *({**fact, "url": url} for fact, url in zip(rest, urls, strict=True))]
    return [fact if fact["count"] else {**fact, "url": None} for fact in told]


_WORDS = {
    (RowState.APPLIED, Action.CREATE): "created",
    (RowState.APPLIED, Action.UPDATE): "updated",
    (RowState.APPLIED, Action.NO_CHANGE): "unchanged",
    (RowState.REVERTED, Action.CREATE): "created, taken back",
    (RowState.REVERTED, Action.UPDATE): "updated, taken back",
    (RowState.KEPT, Action.CREATE): "created, stays",
    (RowState.KEPT, Action.UPDATE): "updated, stays",
}


def _lines(batch: Batch) -> Iterator[list[str]]:
    columns, after = list(batch.shape.get("headers") or batch.shape["columns"]), 0
    yield [*columns, "Row", "Outcome", "Constituent", "Reason"]
    while rows := outcomes(batch, after=after, limit=_AT_ONCE):
        for row in rows:
            became = _WORDS.get((row.state, row.action)) or row.outcome.value.replace("_", " ")
            told = [str(row.number), became, lookup_of(row.lookup_number) or "", row.detail]
            yield [*cells_of(row)[: len(columns)], *told]
        after = rows[-1].number


def undo_or_403(batch: Batch) -> dict[str, Any]:
    """What can be undone, for who may do it; anybody else is refused."""
    told = undoing(batch)
    if not told["may_undo"]:
        abort(
            403,
            description=batch.kind.say(
                _("An import is undone by who committed it, or by an owner or administrator."),
                _("A batch is undone by who committed it, or by an owner or administrator."),
            ),
        )
    return told
