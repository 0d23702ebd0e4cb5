"""The lines of everything that is no contact point: kind, name, other names, birth date, IDs, standing."""

from collections.abc import Iterable, Iterator

from app.constituents.domain.record import Existing, FormerName, PartialDate
from app.resolution.domain.decisions import Decisions, Writer
from app.resolution.domain.lines import Fate, Line, Mark
from app.resolution.domain.question import IDS
from app.resolution.domain.stance import Stance
from app.updates.domain.words import field_label, show
from app.words import N_, _

_OTHER_NAMES = "former_names"
_LABELS = {
    "display_override": N_("Shown as"),
    "lookup_id": N_("Lookup ID"),
    "died": N_("Date of death"),
    "inactive_reason": N_("Inactive"),
}


def identity_lines(decisions: Decisions) -> Iterator[Line]:
    """Kind, name part by part, other names and birth date."""
    question, after = decisions.question, decisions.after
    old, new = question.existing, question.incoming
    yield _single(decisions, "kind", *(each.kind.capitalize() for each in (new, old, after)))
    if old.display_override:
        yield _plain("display_override", old.display_override)
    for part, said in new.name.parts().items():
        texts = (said, getattr(old.name, part), getattr(after.name, part))
        if any(texts):
            yield _single(decisions, f"name.{part}", *texts)
    yield from _other_names(decisions)
    if new.birth or old.birth:
        yield _single(decisions, "birth", *(decisions.show(each.birth) for each in (new, old, after)))


def standing_lines(decisions: Decisions) -> Iterator[Line]:
    """External IDs, and what else the record holds that no incoming record can change."""
    existing = decisions.question.existing
    yield from _ids(decisions)
    for field, text in _held(existing, decisions.write):
        yield _plain(field, text)


def _single(decisions: Decisions, field: str, said: str, old: str, now: str) -> Line:
    stance = decisions.stances.get(field)
    return Line(
        field=field,
        label=field_label(field),
        incoming=_marks(said),
        recorded=_marks(old),
        result=_result(_is_left_out(decisions, field, said), said, old, now),
        notes=tuple(dict.fromkeys(_notes(decisions, field, said, old, now))),
        ref=field if stance else "",
    )


def _is_left_out(decisions: Decisions, field: str, said: str) -> bool:
    """Whether the incoming part goes nowhere: a familiar form may have become the nickname."""
    before, after = decisions.question.existing.name.nickname, decisions.after.name.nickname
    is_noted = field in ("name.first", "name.middle") and before != after == said
    return decisions.ignores(field) and not is_noted


def _result(is_ignored: bool, said: str, old: str, now: str) -> tuple[Mark, ...]:
    if now != old:
        return (Mark(now, Fate.TAKEN, _("taken")) if old else Mark(now, Fate.ADDED, _("added")),)
    return (*_marks(now), Mark(said, Fate.IGNORED, _("ignored"))) if is_ignored else _marks(now)


def _notes(decisions: Decisions, field: str, said: str, old: str, now: str) -> Iterator[str]:
    if decisions.stances.get(field, Stance.RULES) is Stance.RULES:
        yield from (change.rule for change in decisions.plan.changes if change.field == field)
    if field not in decisions.telling and said and old and said != old == now:
        yield _("Says nothing that is not on record.")


def _other_names(decisions: Decisions) -> Iterator[Line]:
    before, after = decisions.question.existing.former_names, decisions.after.former_names
    rules = [change.rule for change in decisions.plan.changes if change.field == _OTHER_NAMES]
    for former in before:
        yield Line(
            field=_OTHER_NAMES,
            label=_other_name(former),
            recorded=_marks(former.value),
            result=_marks(former.value),
        )
    for former, rule in zip(after[len(before) :], rules, strict=True):
        word = _("kept as an alias") if former.alias else _("kept as a former name")
        yield Line(
            field=_OTHER_NAMES,
            label=_other_name(former),
            result=(Mark(former.value, Fate.ADDED, word),),
            notes=(rule,),
        )


def _other_name(former: FormerName) -> str:
    return _("Alias") if former.alias else _("Former name")


def _ids(decisions: Decisions) -> Iterator[Line]:
    """All external IDs in one line, since one decision holds for all that come in."""
    old, new = decisions.question.existing.external_ids, decisions.question.incoming.external_ids
    if not old and not new:
        return
    stance = decisions.stances.get(IDS)
    fresh = [each for each in dict.fromkeys(new) if each not in old]
    added = [each for each in fresh if each in decisions.after.external_ids]
    ignored = fresh if decisions.ignores(IDS) else []
    by_rule = [change.rule for change in decisions.plan.changes if change.field == IDS]
    yield Line(
        field=IDS,
        label=field_label(IDS),
        incoming=_marks(*map(show, new)),
        recorded=_marks(*map(show, old)),
        result=(
            *(Mark(show(each), Fate.ADDED, _("added")) for each in added),
            *_marks(*map(show, old)),
            *(Mark(show(each), Fate.IGNORED, _("ignored")) for each in ignored),
        ),
        notes=tuple(dict.fromkeys(by_rule)) if stance is Stance.RULES else (),
        ref=IDS if stance else "",
    )


def _held(existing: Existing, write: Writer) -> Iterable[tuple[str, str]]:
    died = write(existing.died) if isinstance(existing.died, PartialDate) else _("date not known")
    return (
        *((("lookup_id", existing.lookup_id),) if existing.lookup_id else ()),
        *((("died", died),) if existing.deceased else ()),
        *(
            (("inactive_reason", existing.inactive_reason or _("no reason given")),)
            if not existing.active
            else ()
        ),
    )


def _plain(field: str, text: str) -> Line:
    return Line(field=field, label=_LABELS[field], recorded=_marks(text), result=_marks(text))


def _marks(*texts: str) -> tuple[Mark, ...]:
    return tuple(Mark(text) for text in texts if text)
