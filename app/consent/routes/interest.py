"""One interest group: what people see of it, who belongs to it, who left, and who can be emailed about it."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from flask import Response, abort, current_app, request, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.connections import reading
from app.consent import queries, services
from app.consent.domain.links import COLUMNS, for_trial_only
from app.consent.domain.membership import months_back
from app.consent.models import InterestGroup
from app.consent.queries import Kept, Reach
from app.consent.routes import bp
from app.consent.routes.interests import INTEREST, interest_or_404
from app.consent.routes.person import start_of, today
from app.db import db, now
from app.web import htmx
from app.web.charts import Chart, comings
from app.web.downloads import FileKind, kept_file, on_disk
from app.web.pagination import Page, decode
from app.words import _, dated_month

MONTHS = 12
_LEFT = "left"
_LONGEST = 200
HEADER = (
    "Lookup ID",
    "Name",
    "Email",
    "Since",
    "How",
    "Evidence",
    "Can be emailed about it",
)


@bp.get(INTEREST)
@requires(Permission.VIEW)
def interest(interest_id: int) -> Response:
    """The interest group; asked for a part, only the people."""
    found = interest_or_404(interest_id)
    topic, left, text = queries.topic_of(found), request.args.get("show") == _LEFT, _text()
    cursor = decode(request.args.get("after"), str, int)
    listing = queries.people_of(current_workspace, topic, left=left, text=text, cursor=cursor)
    return htmx.render(
        "consent/interest.html",
        fragment="consent/_interest_people.html",
        title=found.name,
        interest=found,
        listing=listing,
        stands=queries.stands(current_workspace, [who.id for who in listing.rows], found.id),
        left=left,
        text=text,
        turned=_turned(found, listing, left, text),
        chart=None if htmx.is_fragment() else _chart(found),
        trial_only=for_trial_only(_base_url()),
    )


@bp.get(f"{INTEREST}/reach")
@requires(Permission.VIEW)
def interest_reach(interest_id: int) -> Response:
    """How many of its members can be emailed about it now; with many people it takes a while."""
    found = interest_or_404(interest_id)
    reach = queries.reach(current_workspace, queries.topic_of(found), at=now())
    return htmx.render(
        "consent/interest_reach.html",
        fragment="consent/_interest_reach.html",
        title=_("Who can be emailed about “{name}” now", name=found.name),
        interest=found,
        reach=reach,
        numbers=_numbers(reach),
    )


@bp.post(f"{INTEREST}/export")
@requires(Permission.EXPORT)
def interest_export(interest_id: int) -> Response:
    """The people shown as a file, with a line in the journal. Addresses only of those mail may reach."""
    left, text = request.form.get("show") == _LEFT, request.form.get("q", "")[:_LONGEST]
    interest_or_404(interest_id)
    links = _links(interest_id) if "links" in request.form else None
    db.session.commit()  # what follows only reads, for a while: nobody shall have to wait for it
    with reading():
        topic = queries.topic_of(interest_or_404(interest_id))
        kept = queries.everybody_of(current_workspace, topic, left=left, text=text, at=now())
        file, written = on_disk(_rows(kept, links))
        db.session.commit()
    found = interest_or_404(interest_id)
    which = " ".join([_LEFT if left else "members", *(["matching", text] if text else [])])
    # What was typed to search with may name a person, and the journal is kept for good.
    untold = which if not text else f"{_LEFT if left else 'members'} matching …"
    services.note_export(found, count=written - 1, which=untold, actor=actor())
    db.session.commit()
    return kept_file(f"{found.name}-{which}-{today().isoformat()}", file, FileKind.CSV)


def _text() -> str:
    return request.args.get("q", "")[:_LONGEST]


def _numbers(reach: Reach) -> list[dict[str, Any]]:
    """How many can be emailed about it and why not the others."""
    free = {"label": _("can be emailed"), "count": reach.eligible, "tone": "ready", "icon": "mail-check"}
    stopped = [{"label": each.label, "count": number, "icon": "mail-x"} for each, number in reach.reasons]
    return [free, *stopped]


def _chart(interest: InterestGroup) -> Chart:
    months = months_back(today(), MONTHS)
    counted = queries.comings_and_goings(current_workspace, [interest.id], [*map(start_of, months)])
    named = zip(map(_month, months), counted[interest.id], strict=True)
    return comings(_("Joins and leaves by month"), [(name, each.joined, each.left) for name, each in named])


def _month(first: date) -> str:
    return dated_month(first)


def _turned(interest: InterestGroup, listing: Page[Any], left: bool, text: str) -> Sequence[str | None]:
    """The pages before and after this one."""

    def url(after: str | None) -> str | None:
        show = _LEFT if left else None
        return after and url_for(".interest", interest_id=interest.id, after=after, show=show, q=text or None)

    return [url(listing.previous), url(listing.next)]


def _links(interest_id: int) -> services.LinksOf:
    """The links to leave the topic and to choose; refused where nobody could follow them."""
    if (why := for_trial_only(_base_url())) and "trial" not in request.form:
        abort(409, description=_("{reason} Nothing was exported.", reason=why))
    return services.links_in_files(current_workspace, _base_url(), interest_id)


def _base_url() -> str:
    address: str = current_app.config["SETTINGS"].address
    return address


def _rows(kept: Iterator[Kept], links: services.LinksOf | None) -> Iterator[Sequence[str]]:
    yield (*HEADER, *(COLUMNS if links else ()))
    for each in kept:
        who, stand, barrier = each.who, each.stand, each.barrier
        since = stand.since.astimezone(_zone()).date().isoformat() if stand else ""
        known = (since, stand.how, stand.evidence) if stand else ("", _("did not leave"), "")
        can = _("no: {reason}", reason=barrier.label) if barrier else _("yes")
        address = "" if barrier else who.email
        yield who.lookup_id, who.name, address, *known, can, *(links(who.id, address) if links else ())


def _zone() -> Any:
    return queries.rules_of(current_workspace).zone
