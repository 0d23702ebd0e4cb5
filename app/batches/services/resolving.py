"""A row beside the person it may be about: what is asked, and what a person answers."""

from dataclasses import dataclass

from app.audit.services import Actor
from app.batches.domain.acts import LastAct
from app.batches.domain.decide import decide_row, owned_by_others, question
from app.batches.domain.decision import Decision
from app.batches.domain.evidence import Evidence, Settings, called
from app.batches.domain.gift_parser import GiftRowParser, GiftTyped
from app.batches.domain.ignoring import leaves_ids_out
from app.batches.domain.review import MergedInto, RowAction, decided_to_json
from app.batches.domain.rows import Outcome
from app.batches.models import Batch, BatchRow
from app.batches.services.acting import NotAllowed, RowChanged, act, refused
from app.batches.services.checking import reread
from app.batches.services.planning import Planner
from app.batches.services.stored import cells_of
from app.constituents import queries as constituents
from app.constituents.dates import written
from app.constituents.domain.record import Band, Existing, Incoming
from app.resolution.domain.seen import seen
from app.resolution.domain.sheet import Sheet, sheet
from app.resolution.domain.stance import Stances
from app.web.ids import id_in
from app.words import N_, _

GONE = N_("That person is not here anymore. Choose somebody else.")


@dataclass(frozen=True, slots=True)
class Looked:
    """A row and everybody it may be about, as things stand now.

    `decision` is what becomes of it while nobody decides; `last` is what staff did with it last; `gift` is
    what is recorded for whoever it turns out to be, None where the row brings none.
    """

    row: Incoming
    evidence: Evidence
    decision: Decision
    settings: Settings
    last: LastAct | None = None
    gift: GiftTyped | None = None

    def person(self, target: int) -> Existing | None:
        """Somebody to compare the row with."""
        return self.evidence.get(target)

    def sheet(self, target: Existing, stances: Stances | None) -> Sheet:
        """The two side by side; without stances as they stand before anybody chose.

        The rules are filled in where the row would update this very person by itself.
        """
        asked = question(self.row, target, self.evidence, self.settings)
        begun = stances or Stances.starting(is_open=asked.band is not Band.MATCH)
        return sheet(asked, begun, written)

    @property
    def act(self) -> int:
        """The id of what staff did with the row last; 0 for nothing."""
        return self.last.id if self.last else 0

    def seen(self, shown: Sheet | None) -> str:
        """A word that changes with whatever the result shown depends on, and with every act on the row."""
        return f"{seen(shown.question) if shown else ''}-{self.act}"

    def in_the_way(self, shown: Sheet) -> str:
        """Why the row cannot update this person with all that is taken from it; "" when it can."""
        blocked = owned_by_others(self.row, shown.existing.id, self.evidence)
        if leaves_ids_out(shown.choices):
            return ""
        return (
            _("{detail}: ignore the external ID here, or choose that person.", detail=blocked.detail)
            if blocked
            else ""
        )


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing was stored: something is open, stands in the way, or changed meanwhile (`notice`)."""

    looked: Looked
    sheet: Sheet | None
    stands_in_the_way: str = ""
    notice: str = ""


def look(batch: Batch, row: BatchRow, target: int = 0) -> Looked | NotAllowed:
    """What the resolution of a row with this person is about, in a fixed number of statements."""
    planner = Planner(batch)
    what = reread(planner, row)
    if not isinstance(what, Incoming):
        return NotAllowed(_("Mend the problem of this row first."))
    evidence = planner.evidence(what, target)
    settings = planner.settings_for(typed=row.typed)
    decision = decide_row(what, evidence, settings)
    gift = planner.parser.gift(cells_of(row)) if isinstance(planner.parser, GiftRowParser) else None
    return Looked(what, evidence, decision, settings, LastAct.from_json(row.last_act), gift)


def resolve_row(
    batch: Batch, row: BatchRow, *, target: int, stances: Stances, version: int, seen: str, actor: Actor
) -> RowChanged | Refused | NotAllowed:
    """Let the row update this person with what was chosen line by line, as it was shown.

    `version` and `seen` are the person and the row as they were shown. Flushes; the caller commits, or
    rolls back what was refused.
    """
    if not_now := refused(RowAction.MERGE, batch, row):
        return _by_whom(not_now, row, seen)
    looked = look(batch, row, target)
    if isinstance(looked, NotAllowed):
        return looked
    person = looked.person(target)
    if person is None:
        return Refused(looked, None, notice=GONE)
    shown = looked.sheet(person, stances)
    if notice := _changed(looked, row, shown, version, seen):
        return Refused(looked, shown, notice=notice)
    if not shown.is_decided:
        return Refused(looked, shown)
    if blocked := looked.in_the_way(shown):
        return Refused(looked, shown, stands_in_the_way=blocked)
    decision = decided_to_json(MergedInto(target, shown.choices))
    changed = act(RowAction.MERGE, batch, row, actor, decision=decision)
    # The planner of the commit has the last word: nothing is stored that it would not carry out.
    return changed if changed.row.outcome is Outcome.READY else NotAllowed(changed.row.detail)


def _changed(looked: Looked, row: BatchRow, shown: Sheet, version: int, was_seen: str) -> str:
    now = looked.seen(shown)
    if looked.act != act_of(was_seen):
        return _("{told} in the meantime. Look at the result again.", told=_told(looked.last, row))
    if shown.existing.version != version:
        return _(
            "{person} was changed in the meantime. Look at the result again.", person=called(shown.existing)
        )
    if now != was_seen:
        return _(
            "Your update rules, or whom this row is matched with, were changed in the meantime. "
            "Look at the result again."
        )
    return ""


def _by_whom(not_now: NotAllowed, row: BatchRow, was_seen: str) -> NotAllowed:
    """The same with who made it so, if somebody did while the row was looked at."""
    last = LastAct.from_json(row.last_act)
    if not last or last.id == act_of(was_seen):
        return not_now
    return NotAllowed(_("{told} in the meantime. {reason}", told=last.told(), reason=not_now.reason))


def act_of(seen: str) -> int:
    """The last act on the row that was seen, by what `Looked.seen` said; 0 for none."""
    return id_in(seen.rpartition("-")[2])


def _told(last: LastAct | None, row: BatchRow) -> str:
    if last is None:
        return _("This row was changed")
    targets = [row.target_id] if row.target_id else []
    whom = constituents.existing(row.workspace_id, targets).get(row.target_id or 0)
    return last.told(called(whom) if whom else "")
