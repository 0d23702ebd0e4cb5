"""Control totals: what somebody expects of a batch, and the word that it may differ."""

from flask import Response, request, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.activity.domain.money import typed_amount
from app.batch_entry.domain.expected import read_amounts
from app.batch_entry.forms.totals import TotalsForm, filled
from app.batch_entry.models import EntryBatch
from app.batch_entry.queries import sums
from app.batch_entry.routes import batch_or_404, bp
from app.batch_entry.services import totals as services
from app.batches.domain.status import BatchKind, BatchStatus, NotPossible
from app.batches.models import Batch
from app.db import db
from app.web import htmx
from app.web.forms import refuse
from app.words import _


@bp.get("/batches/<int:number>/totals")
@requires(Permission.EDIT)
def totals(number: int) -> Response:
    """The form for what the batch should come to."""
    batch, entry = batch_or_404(number)
    return _page(batch, _filled(batch, entry))


@bp.post("/batches/<int:number>/totals")
@requires(Permission.EDIT)
def expect(number: int) -> Response:
    """Keep what the batch should come to."""
    batch, __ = batch_or_404(number)
    form = TotalsForm()
    amounts = _read(batch, form) if form.validate() else None
    if amounts is None:
        return _page(batch, form, status=422)
    refused = services.expect(batch, rows=form.rows.data, amounts=amounts, actor=actor())
    if refused:
        db.session.rollback()
        refuse(form, None, refused.reason)
        return _page(batch_or_404(number)[0], form, status=422)
    db.session.commit()
    htmx.toast(_("The expected totals are saved."))
    return htmx.redirect(url_for(".commit", number=number))


@bp.post("/batches/<int:number>/totals/difference")
@requires(Permission.EDIT)
def confirm_difference(number: int) -> Response:
    """Say that the batch may differ by just what was shown."""
    batch, __ = batch_or_404(number)
    answer = services.confirm_difference(batch, seen=request.form.get("seen", ""), actor=actor())
    if isinstance(answer, NotPossible):
        db.session.rollback()
        htmx.toast(answer.reason, tone="failed")
    else:
        db.session.commit()
        htmx.toast(_("The difference is confirmed."))
    return htmx.redirect(url_for(".commit", number=number))


def _read(batch: Batch, form: TotalsForm) -> dict[str, int] | None:
    """The sums as they were typed; None where one cannot be read, which the form then says."""
    if batch.kind is not BatchKind.REVENUE:
        return {}
    pairs = [(amount.data or "", currency.data or "") for amount, currency in form.pairs]
    amounts, wrong = read_amounts(pairs, currency=current_workspace.currency, locale=current_workspace.locale)
    for place, part, why in wrong:
        refuse(form, f"{part}_{place}", why)
    return None if wrong else amounts


def _filled(batch: Batch, entry: EntryBatch) -> TotalsForm:
    expected = services.expected_of(entry)
    locale = current_workspace.locale
    amounts = [(typed_amount(minor, each, locale), each) for each, minor in sorted(expected.sums.items())]
    named = {each for __, each in amounts}
    found = [each for each in sums.entered(batch).sums if each not in named]
    blank = [("", each) for each in (found or ([] if named else [current_workspace.currency]))]
    return TotalsForm(data=filled(expected.rows, [*amounts, *blank]))


def _page(batch: Batch, form: TotalsForm, *, status: int = 200) -> Response:
    used = [place for place, pair in enumerate(form.pairs) if any(field.data for field in pair)]
    return htmx.render(
        "batch_entry/totals.html",
        fragment="batch_entry/_totals_form.html",
        status=status,
        title=_("Expected totals of {name}", name=batch.name),
        batch=batch,
        form=form,
        pairs=form.pairs[: max(used, default=-1) + 2] if batch.kind is BatchKind.REVENUE else (),
        is_open=batch.status is BatchStatus.OPEN,
    )
