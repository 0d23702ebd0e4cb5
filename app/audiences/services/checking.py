"""The check itself, in the background: everybody is decided about at one instant, a chunk at a time."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.accounts.models import Workspace
from app.audiences.domain.counting import Counts, counted
from app.audiences.domain.question import CheckState
from app.audiences.models import AudienceCheck, AudiencePerson
from app.audiences.queries import found
from app.audiences.queries.asking import Audience, Broken, understand
from app.audiences.queries.checks import get, question_of
from app.audiences.queries.deciding import answers, meant
from app.audiences.services.clearing import clear
from app.constituents.locking import still_here
from app.db import db, insert_all, now, reading, update_all
from app.words import _
from app.work import leases
from app.work.domain.lease import Ending, Lease, Progress, Refused
from app.work.running import Handler, Staged

KIND = "audience_check"
AT_ONCE = 2_000
"""So many people are decided about in the same statements."""
Answers = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Decided:
    """What is stored next: answers about people, or who gets the message of whom; the numbers come last."""

    answers: Answers = field(default_factory=list)
    receivers: Sequence[tuple[int, int]] = ()
    counts: Counts | None = None


class Checking:
    """What one worker keeps between chunks, in plain values: whom it is about, and how far it came."""

    def __init__(self, lease: Lease) -> None:
        self.lease = lease
        with reading():
            check = _check(lease)
            known = found.stored(check)
            self.at = check.at if known else now()
            self.people = meant(_audience(check, self.at))
            db.session.rollback()
        self.stored = len(known)
        self.waiting = _without(self.people.ids, known)
        self.asked = 0
        self.ready: Answers = []
        self.sharing: Sequence[tuple[int, int]] = ()
        self.counts: Counts | None = None
        self.has_begun = False

    def think(self, size: int) -> Decided:
        """The next answers; many are found at once, as it costs the same, and stored a few at a time.

        After the last, who shares an inbox, and the numbers.
        """
        if self.ready or self.asked < len(self.waiting):
            return Decided(self._answers(size))
        if self.counts is None:
            self._look_over()
        some, self.sharing = self.sharing[:size], self.sharing[size:]
        return Decided(receivers=some, counts=None if self.sharing else self.counts)

    def _answers(self, size: int) -> Answers:
        if not self.ready:
            ids = self.waiting[self.asked : self.asked + AT_ONCE]
            self.asked += len(ids)
            audience = _audience(_check(self.lease), self.at)
            self.ready = answers(audience, self.people, ids.tolist())
        some, self.ready = self.ready[:size], self.ready[size:]
        return some

    def _look_over(self) -> None:
        """One message for each inbox, and numbers that add up to all rows."""
        check = _check(self.lease)
        self.sharing, by_headline = found.sharing(check), found.by_headline(check)
        self.counts = counted(by_headline, messages=by_headline.get(None, 0) - len(self.sharing))

    def write(self, decided: Decided) -> Progress:
        """Store them; the numbers come last."""
        check = _check(self.lease, to_write=True)
        if not self.has_begun:
            leases.set_total(self.lease, self.stored + len(self.waiting))
            check.at, self.has_begun = self.at, True
        _store(check, decided.answers)
        _tell_receivers(check, decided.receivers)
        if decided.counts:
            _conclude(check, decided.counts)
        db.session.flush()
        return Progress(self.stored + self.asked - len(self.ready), finished=decided.counts is not None)


def begin(lease: Lease) -> Staged[Decided]:
    """A step decides without the one writer's place, and then stores."""
    checking = Checking(lease)
    return Staged(checking.think, checking.write)


def _check(lease: Lease, *, to_write: bool = False) -> AudienceCheck:
    check = get(lease.workspace_id, lease.subject_id, to_write=to_write)
    if check is None:
        raise Refused(_("The check was deleted."))
    return check


def _audience(check: AudienceCheck, at: datetime) -> Audience:
    workspace = db.session.get_one(Workspace, check.workspace_id)
    audience = understand(workspace, question_of(check), at=at)
    if isinstance(audience, Broken):
        raise Refused(audience.why)
    return audience


def _without(ids: "array[int]", known: Sequence[int]) -> "array[int]":
    done = frozenset(known)
    return array("q", (who for who in ids if who not in done)) if done else ids


def _store(check: AudienceCheck, decided: Answers) -> None:
    """Whoever was erased since she was decided about is left out."""
    here = still_here(check.workspace_id, [each["constituent_id"] for each in decided]) if decided else set()
    mine = {"workspace_id": check.workspace_id, "check_id": check.id}
    insert_all(AudiencePerson, [mine | each for each in decided if each["constituent_id"] in here])


def _tell_receivers(check: AudienceCheck, receivers: Sequence[tuple[int, int]]) -> None:
    mine = {"workspace_id": check.workspace_id, "check_id": check.id}
    update_all(AudiencePerson, [mine | {"constituent_id": who, "receiver_id": to} for who, to in receivers])


def _conclude(check: AudienceCheck, counts: Counts) -> None:
    check.people, check.eligible, check.messages = counts.people, counts.eligible, counts.messages
    check.reasons = [[barrier.value, number] for barrier, number in counts.reasons]
    check.state = CheckState.DONE


def _at_end(lease: Lease, ending: Ending) -> None:
    """Half an answer is none: what was stored goes when the check does not come to its end."""
    if ending is Ending.FINISHED:
        return
    check = get(lease.workspace_id, lease.subject_id, to_write=True)
    if check is None:
        return
    check.state = CheckState.STOPPED if ending is Ending.STOPPED else CheckState.FAILED
    db.session.flush()
    clear(check)


HANDLER = Handler(begin, _at_end, keeps=False)
