"""What an activity import did, in numbers and money, and what can be done with it now."""

from flask import Response, url_for

from app.accounts.access import may, requires
from app.accounts.domain.roles import Permission
from app.accounts.queries import names_of
from app.activity_imports.queries.figures import tightening
from app.activity_imports.queries.undoing import people_left
from app.activity_imports.routes import batch_or_404, bp, view
from app.activity_imports.routes.figures import figures_of
from app.batches.routes.result import SHOWN, left_over, undoing
from app.web import htmx
from app.words import _


@bp.get("/activity/imports/<int:number>/result")
@requires(Permission.VIEW)
def result(number: int) -> Response:
    """What the commit did, and what is left."""
    batch = batch_or_404(number)
    if batch.status not in SHOWN:
        return htmx.redirect(url_for(".review", number=number))
    told = view.summary(batch)
    return htmx.render(
        "activity_imports/result.html",
        fragment="activity_imports/_result.html",
        title=_("Result of {name}", name=batch.name),
        figures=figures_of(batch, told["tally"]),
        said_no=tightening(batch) if told["results"].applied else {},
        people_left=people_left(batch) if batch.status in view.UNDONE else 0,
        left=left_over(told["counts"], told["results"]),
        staff=names_of({batch.committed_by, batch.undone_by}),
        may_export=may(Permission.EXPORT),
        **undoing(batch),
        **told,
    )
