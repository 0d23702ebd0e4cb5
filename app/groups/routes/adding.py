"""Adding people to a static group: found by name, pasted, or chosen elsewhere."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from flask import Response, abort, request

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.constituents import directory
from app.constituents.directory import Listed
from app.constituents.models import Constituent
from app.groups import services
from app.groups.domain.kinds import GroupKind
from app.groups.forms.lists import PasteForm
from app.groups.models import Group
from app.groups.queries import lists
from app.groups.queries.changes import recent_changes
from app.groups.queries.naming import Named, named_by
from app.groups.routes import bp
from app.groups.routes.group import GROUP, group_or_404
from app.groups.routes.members import answered
from app.groups.services import Moved, Refused
from app.groups.services.members import MOST_AT_ONCE
from app.web import htmx
from app.web.forms import refuse
from app.web.ids import id_in
from app.words import _, figure, plural

FOUND_AT_ONCE = 20
_SHARED_SHOWN = 50
_LONGEST_SEARCH = 200


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found of pasted words: who would join, who is in already, and what is open."""

    joining: int
    already: int
    unknown: tuple[str, ...]
    shared: dict[str, list[Listed]]
    shared_more: int
    chosen: frozenset[int]


def by_hand_or_404(group_id: int) -> Group:
    """A static group, whose list can be changed; another kind has no such page."""
    group = group_or_404(group_id)
    if group.kind is not GroupKind.STATIC:
        abort(404)
    return group


@bp.get(f"{GROUP}/members/new")
@requires(Permission.EDIT)
def add(group_id: int) -> Response:
    """Every way to add people; asked for a part, whom the search finds."""
    return page(by_hand_or_404(group_id), PasteForm(formdata=None))


@bp.post(f"{GROUP}/members")
@requires(Permission.EDIT)
def add_members(group_id: int) -> Response:
    """Add the people who were ticked, or those behind pasted addresses and lookup IDs."""
    group, form = group_or_404(group_id), PasteForm()
    ticked = [number for text in request.form.getlist("selected") if (number := id_in(text))]
    words = form.words()
    if not form.validate():
        return page(group, form, status=422)
    if not words and ticked:
        return answer(group, ticked, note=form.note.data or "")
    return take(group, form, words, frozenset(ticked), leave_rest=request.form.get("do") == "rest")


def take(
    group: Group, form: PasteForm, words: Sequence[str], chosen: frozenset[int], *, leave_rest: bool = False
) -> Response:
    """Add those whom words name. Where a word names nobody or several, it is shown, and nobody is added."""
    if not words or len(words) > MOST_AT_ONCE:
        least = _("Paste at least one email address or lookup ID.")
        refuse(
            form,
            "pasted",
            _("Paste at most {most} at once.", most=figure(MOST_AT_ONCE)) if words else least,
        )
        form.known.data = ""
        return page(group, form, status=422)
    named = named_by(current_workspace, words)
    open_words = [word for word, people in named.shared.items() if not chosen & set(people)]
    if (named.unknown or open_words) and not leave_rest:
        return _ask(group, form, named, words, chosen)
    meant = {who for people in named.shared.values() for who in people}
    ids = [*named.ids, *sorted(chosen & meant)]
    return answer(group, ids, note=form.note.data or "", left_out=len(named.unknown) + len(open_words))


def _ask(
    group: Group, form: PasteForm, named: Named, words: Sequence[str], chosen: frozenset[int]
) -> Response:
    """What was found, with what was not to be corrected. Nothing is written."""
    shared = dict(list(named.shared.items())[:_SHARED_SHOWN])
    people = _listed({who for several in shared.values() for who in several})
    ids = [*named.ids, *sorted(chosen)]
    already = len(lists.already_in(current_workspace, group.id, ids))
    unknown = set(named.unknown)
    form.known.data = "\n".join(word for word in words if word not in unknown)
    form.pasted.data = "\n".join(named.unknown)
    looked = Looked(
        len(set(ids)) - already,
        already,
        named.unknown,
        {word: [people[who] for who in several if who in people] for word, several in shared.items()},
        len(named.shared) - len(shared),
        chosen,
    )
    return page(group, form, looked=looked, status=422)


def _listed(ids: Collection[int]) -> dict[int, Listed]:
    if not ids:
        return {}
    found = directory.people(current_workspace, where=[Constituent.id.in_(sorted(ids))], size=500)
    return {person.id: person for person in found.rows}


def answer(group: Group, ids: Sequence[int], *, note: str = "", left_out: int = 0) -> Response:
    """Add these people, and say how many joined."""
    outcome = services.add_members(current_workspace, group, ids, actor=actor(), note=note)
    return added(group, outcome, meant=len(set(ids)), left_out=left_out)


def added(group: Group, outcome: Moved | Refused, *, meant: int, left_out: int = 0) -> Response:
    """Commit what was added, and say how many joined of those who were meant."""
    already = meant - outcome.count if isinstance(outcome, Moved) else 0
    count = outcome.count if isinstance(outcome, Moved) else 0
    done = plural(count, "{n} person added.", "{n} people added.")
    return answered(group, outcome, done, _("Nobody was added."), _more(already, left_out))


def _more(already: int, left_out: int) -> str:
    was = plural(already, "{n} was in it already.", "{n} were in it already.") if already > 0 else ""
    unclear = plural(
        left_out,
        "{n} of what you pasted named nobody for certain.",
        "{n} of what you pasted named nobody for certain.",
    )
    return " ".join(filter(None, (was, unclear if left_out else "")))


def page(group: Group, form: PasteForm, *, looked: Looked | None = None, status: int = 200) -> Response:
    """The page with every way to add people."""
    text = request.args.get("q", "")[:_LONGEST_SEARCH].strip()
    asked = directory.search(current_workspace, text)
    found = directory.people(current_workspace, text=asked, size=FOUND_AT_ONCE).rows if asked else []
    return htmx.render(
        "groups/add.html",
        fragment="groups/_add_found.html",
        status=status,
        title=_("Add people to “{name}”", name=group.name),
        group=group,
        form=form,
        looked=looked,
        text=text,
        instead=asked.instead if asked else "",
        found=found,
        found_most=FOUND_AT_ONCE,
        inside=lists.already_in(current_workspace, group.id, [person.id for person in found]),
        changes=recent_changes(current_workspace, group),
    )
