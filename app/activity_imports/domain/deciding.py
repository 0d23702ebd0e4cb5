"""What becomes of one row: the one planner of the check, of every decision in review, and of the commit."""

from dataclasses import dataclass, replace

from app.activity_imports.domain import bounds, columns
from app.activity_imports.domain.choices import Choice, Create, Person, Skip
from app.activity_imports.domain.facts import Fact, GiftFact, MailFact, NotAFact, RegistrationFact
from app.activity_imports.domain.facts_json import to_json
from app.activity_imports.domain.plan import (
    ALREADY,
    EQUAL,
    GIFT_UNKNOWN,
    GIFT_WAITS,
    REPEATED,
    STAFF,
    TOO_MUCH,
    Decided,
    FieldChange,
    Plan,
    left_out,
    waiting,
)
from app.activity_imports.domain.records import About, InFile, OnRecord, Records
from app.activity_imports.domain.whom import Found
from app.batches.domain.row_problems import RowProblems
from app.batches.domain.rows import Action, Outcome
from app.constituents.domain.record import Json
from app.words import _

KEYLESS = "row:"
"""How the key of a fact begins that has no number in its tool: it is made of what the row says."""
Read = Fact | NotAFact | RowProblems
"""What a row says."""


@dataclass(frozen=True, slots=True)
class Adding:
    """The row brings its person: she is added, or who she turned out to be is changed by the rules."""

    plan: Json
    person: int | None = None
    version: int | None = None


Somebody = Found | Adding | Decided
"""Whom a row is about, or why that is not clear."""


@dataclass(frozen=True, slots=True)
class Question:
    """A row to decide about: what it says, what staff chose, the earlier row that tells the same, or 0.

    It `is_equal` where no number tells whether it is the same fact; `place` is its place among such rows.
    """

    number: int
    what: Read
    choice: Choice | None = None
    first: int = 0
    place: int = 0
    is_equal: bool = False


def as_meant(question: Question) -> Question:
    """A gift or registration without a number that says just what an earlier row says may be another one.

    It gets a key of its own then, the same in every file that has so many of them; that there are two is for
    a person to say.
    """
    fact = question.what
    if not question.first or not isinstance(fact, GiftFact | RegistrationFact):
        return question
    if not fact.key.startswith(KEYLESS):
        return question
    return replace(question, what=replace(fact, key=f"{fact.key} {question.place}"), is_equal=True)


def _counts(question: Question, records: Records) -> bool:
    """Whether a row counts that says just what an earlier one says: chosen so, now or earlier."""
    fact = question.what
    if not question.is_equal or not isinstance(fact, GiftFact | RegistrationFact):
        return False
    return isinstance(question.choice, Person | Create) or (fact.source, fact.key) in records.facts


def asks_whom(question: Question, records: Records) -> bool:
    """Whether it has to be found out who the row is about: not where that is known, or does not matter."""
    fact = question.what
    if isinstance(question.choice, Skip) or isinstance(fact, NotAFact | RowProblems):
        return False
    if question.first and not _counts(question, records):
        return False
    if isinstance(fact, MailFact):
        return not any((fact.source, each.key) in records.messages for each in fact.happenings)
    if isinstance(fact, GiftFact) and fact.is_refund:
        return False
    return (fact.source, fact.key) not in records.facts


def decide(question: Question, records: Records, whom: Somebody | None) -> Decided:
    """Where the row stands. `whom` is asked for where `asks_whom` says so.

    A refund takes from what is left of its gift, for the rows that follow.
    """
    if isinstance(question.choice, Skip):
        return left_out(STAFF, _("left out by staff"))
    match question.what:
        case NotAFact(cause, detail):
            return left_out(cause, detail)
        case RowProblems() as problems:
            return Decided(Outcome.ERROR, cause=problems.cause, detail=str(problems))
        case fact if question.is_equal and not _counts(question, records):
            equal = waiting(EQUAL, _("row {first} says just the same", first=question.first))
            return _told(equal, fact, records)
        case fact if question.first and not question.is_equal:
            named = "" if fact.key.startswith(KEYLESS) else f": {fact.key}"
            return left_out(
                REPEATED, _("row {first} tells of the same{named}", first=question.first, named=named)
            )
        case fact:
            decided = _once(_decided(fact, records, whom), fact, records, question.choice)
            return _told(decided, fact, records)


def _once(decided: Decided, fact: Fact, records: Records, choice: Choice | None) -> Decided:
    """A fact waits once, however often its file is imported: where it waits first, it is settled."""
    where = records.waiting.get((fact.source, fact.key))
    is_settled = decided.outcome is Outcome.READY or choice is not None
    return (
        decided
        if where is None or is_settled
        else left_out(ALREADY, _("waits already in {where}", where=where))
    )


def _told(decided: Decided, fact: Fact, records: Records) -> Decided:
    plan = replace(decided.plan, fact=to_json(fact))
    return replace(decided, plan=plan, about_id=records.abouts.get(About.of(fact).key))


def _decided(fact: Fact, records: Records, whom: Somebody | None) -> Decided:
    match fact:
        case MailFact():
            return _mail(fact, records, whom)
        case GiftFact() | RegistrationFact() if found := records.facts.get((fact.source, fact.key)):
            return _again(fact, found, records)
        case GiftFact() if fact.is_refund:
            return _refund(fact, records)
        case GiftFact() if columns.given_back(fact) > fact.amount:
            return waiting(TOO_MUCH, _("more was given back than was given"))
        case GiftFact():
            return _new(whom, refund=columns.given_back(fact))
        case RegistrationFact():
            return _new(whom)


# --- on record already


def _again(fact: GiftFact | RegistrationFact, record: OnRecord, records: Records) -> Decided:
    """A fact that is on record: what changed in its source follows, what staff wrote stays."""
    changed, kept = columns.changes(fact, record)
    refund = 0
    if isinstance(fact, GiftFact):
        refund = max(0, columns.given_back(fact) - record.given_back)
        after = {**record.values, **{each.field: columns.columns_of(fact)[each.field] for each in changed}}
        if (changed or refund) and (why := bounds.broken(fact, record, after, refund, records)):
            return waiting(*why)
        if fact.is_refund:
            records.take(fact, bounds.taken(after) - bounds.taken(record.values))
    plan = Plan(why="known", changes=changed, kept=kept, refund=refund, is_bare=record.is_bare)
    return Decided(
        Outcome.READY,
        Action.UPDATE if changed or refund else Action.NO_CHANGE,
        detail=_summary(changed, kept, refund),
        person=record.person,
        plan=plan,
        fact_id=record.id,
    )


def _summary(changed: tuple[FieldChange, ...], kept: tuple[str, ...], refund: int) -> str:
    parts = [
        f"{each.field.replace('_', ' ')} {_shown(each.before)} → {_shown(each.after)}" for each in changed
    ]
    parts += [_("given back since")] if refund else []
    stays = (
        _("stays as staff wrote it: {fields}", fields=", ".join(name.replace("_", " ") for name in kept))
        if kept
        else ""
    )
    return "; ".join(filter(None, (", ".join(parts), stays)))


def _shown(value: object) -> str:
    return "nothing" if value in (None, "") else str(value)


def _mail(fact: MailFact, records: Records, whom: Somebody | None) -> Decided:
    known = [records.messages.get((fact.source, each.key)) for each in fact.happenings]
    person = next((each for each in known if each), None)
    if person is None:
        return _new(whom)
    action = Action.NO_CHANGE if all(known) else Action.CREATE
    return Decided(Outcome.READY, action, person=person, plan=Plan(why="known"))


# --- new


def _new(whom: Somebody | None, *, refund: int = 0) -> Decided:
    match whom:
        case Found(person, version, why):
            return Decided(
                Outcome.READY,
                Action.CREATE,
                person=person,
                version=version,
                plan=Plan(why=why, refund=refund),
            )
        case Adding(plan, person, version):
            told = Plan(why="added", adds=plan, refund=refund)
            return Decided(Outcome.READY, Action.CREATE, person=person, version=version, plan=told)
        case Decided():
            return whom
        case None:
            raise ValueError("nobody asked who the row is about")


def _refund(fact: GiftFact, records: Records) -> Decided:
    """Money taken back from an earlier gift, on record or in the file; who gave it gets it back."""
    gift: OnRecord | InFile | None = records.gifts.get((fact.source, fact.refund_of))
    gift = gift or records.in_file.get(fact.refund_of)
    match gift:
        case None:
            return waiting(GIFT_UNKNOWN, _("the gift {refund_of} is not on record", refund_of=fact.refund_of))
        case InFile(number=number, waits=True):
            return waiting(GIFT_WAITS, _("the gift in row {number} waits itself", number=number))
        case InFile():
            left, currency, has_arrived, is_bare = gift.left, gift.currency, gift.has_arrived, False
        case OnRecord():
            left, currency = gift.values["amount"] - gift.given_back, gift.values["currency"]
            has_arrived, is_bare = records.has_arrived(fact, gift), gift.is_bare
    if why := bounds.refund_broken(fact, -fact.amount, left, currency, has_arrived):
        return waiting(*why)
    records.take(fact, -fact.amount)
    plan = Plan(why="known", is_bare=is_bare)
    return Decided(Outcome.READY, Action.CREATE, person=gift.person, plan=plan)
