"""May these addresses be written to? Asking changes nothing."""

from datetime import datetime

from flask import Response

from app.accounts.access import current_workspace, requires
from app.accounts.domain.roles import Permission
from app.consent import queries
from app.consent.domain.barrier import STANDING_GATES
from app.consent.forms import MOST_ADDRESSES, AddressesForm
from app.consent.routes import bp
from app.db import now
from app.web import htmx
from app.web.forms import refuse
from app.words import _


@bp.get("/eligibility")
@requires(Permission.VIEW)
def eligibility() -> Response:
    """Where to paste addresses."""
    return _page(_form(), [])


@bp.post("/eligibility")
@requires(Permission.VIEW)
def check_eligibility() -> Response:
    """The verdict on each address, with every gate."""
    form = _form()
    words = form.words()
    if not form.validate():
        return _page(form, [], status=422)
    if len(words) > MOST_ADDRESSES:
        refuse(
            form,
            "pasted",
            _(
                "Paste at most {most} addresses at once; these are {number}.",
                most=MOST_ADDRESSES,
                number=len(words),
            ),
        )
        return _page(form, [], status=422)
    topic = queries.topic(current_workspace, int(form.topic.data)) if form.topic.data else None
    as_of = form.instant(queries.rules_of(current_workspace).zone)
    past = as_of is not None and as_of < now()
    found = queries.behind(current_workspace, words, at=as_of or now(), topic=topic, as_recorded=past)
    return _page(form, found, as_of=as_of)


def _form() -> AddressesForm:
    form = AddressesForm()
    form.offer_topics([(topic.id, topic.name) for topic in queries.topics(current_workspace)])
    return form


def _page(
    form: AddressesForm,
    found: list[queries.Behind],
    *,
    as_of: datetime | None = None,
    status: int = 200,
) -> Response:
    return htmx.render(
        "consent/eligibility.html",
        fragment="consent/_eligibility.html",
        status=status,
        title=_("Who can be emailed?"),
        form=form,
        found=found,
        as_of=as_of,
        eligible=sum(each.eligible for each in found),
        standing_gates=STANDING_GATES,
        policy=queries.rules_of(current_workspace).policy,
    )
