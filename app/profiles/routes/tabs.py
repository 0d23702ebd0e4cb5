"""The tabs of a profile, each a page of its own."""

from datetime import datetime

from flask import Response, current_app, request

from app.accounts.access import current_workspace, may, requires
from app.accounts.domain.roles import Permission
from app.audit import queries as audit
from app.audit.domain.source import Subject
from app.consent import queries as consent
from app.consent.domain.barrier import STANDING_GATES
from app.consent.domain.gates import Topic
from app.consent.domain.remedies import remedies
from app.consent.forms import AskForm
from app.consent.services import links_for
from app.constituents.dates import written
from app.cultivation.queries import context_of
from app.db import now
from app.profiles.domain import entries
from app.profiles.domain.questions import questions, told_by
from app.profiles.queries import permission
from app.profiles.queries import person as people
from app.profiles.queries.acts import batches_of
from app.profiles.queries.figures import glance
from app.profiles.queries.indicators import prospect
from app.profiles.queries.person import Person, local_day
from app.profiles.routes import bp
from app.profiles.routes.pictures import before, giving_chart
from app.profiles.routes.profile import BASE, person_or_404, show, turned
from app.profiles.routes.timeline import stretch_of
from app.updates.domain.undo import is_offered
from app.web.ids import LARGEST


@bp.get(BASE)
@requires(Permission.VIEW)
def overview(constituent_id: int) -> Response:
    who, at = person_or_404(constituent_id), now()
    seen, today = glance(current_workspace, who.id, at=at), local_day(current_workspace, at)
    verdict, context = people.verdict(current_workspace, who, at=at), context_of(current_workspace, who.id)
    return show(
        who,
        "overview",
        "profiles/_overview.html",
        verdict=verdict,
        glance=seen,
        context=context,
        prospect=prospect(current_workspace, who, seen, verdict, context, at=at),
        today=today,
        chart=giving_chart(seen.giving, today.year),
        groups=seen.groups,
        ask=questions(who.row.kind, deceased=who.row.is_deceased),
        told_by=told_by,
        before=before(context),
        written=written,
        **stretch_of(who),
    )


@bp.get(f"{BASE}/email-preferences")
@requires(Permission.VIEW)
def email_preferences(constituent_id: int) -> Response:
    who = person_or_404(constituent_id)
    form, as_of, topic = _asked()
    found = permission.preferences(current_workspace, who, at=now(), as_of=as_of, topic=topic)
    return show(
        who,
        "email_preferences",
        "profiles/_email_preferences.html",
        verdict=found.verdict,
        then=found.then,
        form=form,
        as_of=as_of,
        topic=topic,
        status=422 if form.errors else 200,
        choices=found.choices,
        restrictions=found.restrictions,
        evidence=found.evidence,
        names=found.names,
        sharers=found.sharers,
        her_page=_her_page(who) if may(Permission.EDIT) else "",
        remedies=() if as_of else tuple(remedies(found.then.barriers, found.restrictions, at=now())),
        told_by=found.told_by,
        permission_words=entries.permission_words,
        standing_gates=STANDING_GATES,
    )


def _asked() -> tuple[AskForm, datetime | None, Topic | None]:
    """What is asked about, as of when; all mail and now where that was left blank or is no answer."""
    form = AskForm(formdata=request.args)
    form.offer_topics([(each.id, each.name) for each in consent.topics(current_workspace)])
    if not form.validate():
        return form, None, None
    topic = consent.topic(current_workspace, int(form.topic.data)) if form.topic.data else None
    return form, form.instant(consent.rules_of(current_workspace).zone), topic


def _her_page(who: Person) -> str:
    """The address of the preference page of one person, for the address that mail goes to."""
    email = who.standing.email
    base: str = current_app.config["SETTINGS"].address
    links = links_for(current_workspace, base, who.id, email.address if email else "")
    return links.preferences_url


@bp.get(f"{BASE}/history")
@requires(Permission.VIEW)
def history(constituent_id: int) -> Response:
    who = person_or_404(constituent_id)
    before = request.args.get("before", type=int)
    found = audit.history(current_workspace.id, Subject.CONSTITUENT, who.id, before_id=_id(before))
    return show(
        who,
        "history",
        "profiles/_history.html",
        entries=found.entries,
        batches=batches_of(current_workspace, {entry.batch_id for entry in found.entries}),
        next=turned(str(found.next_before_id) if found.next_before_id else None, "before"),
        words=entries,
        written=written,
        is_undoable=is_offered,
    )


def _id(number: int | None) -> int | None:
    return number if number and 0 < number <= LARGEST else None
