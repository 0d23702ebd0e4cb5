"""What the staff of the sample know and plan: notes, roles, prospects."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from app.cultivation.domain.capacity import Capacity
from app.cultivation.domain.interactions import InteractionKind, NoteDraft
from app.cultivation.domain.prospects import ProspectDraft
from app.cultivation.domain.roles import ConstituencyDraft, Span
from app.cultivation.domain.stages import Stage
from app.sample.domain.person import Person, Story

KNOWN = 30
_HEARD = (
    (InteractionKind.CALL, "Thanked for the gift. Wants to hear what became of it."),
    (InteractionKind.MEETING, "Coffee at the pantry. Asked good questions about the winter program."),
    (InteractionKind.EMAIL, "Wrote that the newsletter arrives twice; sorted out."),
    (InteractionKind.NOTE, "Prefers a call in the evening."),
    (InteractionKind.LETTER, "Sent a handwritten card after the harvest supper."),
)
_NEXT = ("Send the annual report", "Invite to the spring gala", "Ask about the employer's matching gift")
_STAGES = (Stage.IDENTIFICATION, Stage.QUALIFICATION, Stage.CULTIVATION, Stage.STEWARDSHIP)
_BANDS = (Capacity.FROM_1K, Capacity.FROM_5K, Capacity.FROM_10K, Capacity.FROM_25K)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of person number `person`; the prospect drafts follow each other in time."""

    person: int
    notes: tuple[NoteDraft, ...] = ()
    roles: tuple[ConstituencyDraft, ...] = ()
    prospect: tuple[ProspectDraft, ...] = ()


def relations(chance: Random, today: date, everybody: Sequence[Person]) -> Iterator[Known]:
    """The patron's long story, those of a few of the others, and short ones of thirty who give warmly."""
    warm = 0
    for number, person in enumerate(everybody):
        if person.story is Story.PATRON:
            yield _patron(today, number)
        elif person.record.name.organization and person.story:
            yield _partner(today, number, person)
        elif person.died:
            span = Span(person.since + timedelta(days=30), person.here_until(today))
            yield Known(number, roles=(ConstituencyDraft(role="Volunteer", span=span),))
        elif not person.story and person.generosity > 0.8 and warm < KNOWN:
            warm += 1
            yield _somebody(chance, today, number, person)


def _patron(today: date, number: int) -> Known:
    year = today.year

    def on(years: int, month: int, day: int) -> date:
        return min(date(year - years, month, day), today)

    notes = (
        NoteDraft(
            kind=InteractionKind.MEETING,
            on=on(4, 3, 9),
            text="Lunch with Eleanor and the director. She asked what a second youth house would cost.",
        ),
        NoteDraft(
            kind=InteractionKind.LETTER,
            on=on(4, 6, 10),
            text="Thanked for the gift that built the youth house.",
        ),
        NoteDraft(
            kind=InteractionKind.VISIT,
            on=on(1, 9, 18),
            text="Showed her the house in use. She spoke of her own school days, and wants no plaque.",
        ),
        NoteDraft(
            kind=InteractionKind.CALL,
            on=today - timedelta(days=24),
            text="Goes to her daughter for three weeks. Happy to talk about the kitchen afterwards.",
            next_step="Call about the kitchen",
            due=today + timedelta(days=6),
        ),
    )
    roles = (
        ConstituencyDraft(
            role="Board member", span=Span(on(14, 1, 15), on(6, 1, 15)), note="Treasurer from the third year"
        ),
        ConstituencyDraft(role="Donor"),
    )
    rated = ProspectDraft(
        capacity=Capacity.FROM_500K,
        capacity_on=on(2, 2, 1),
        capacity_source="wealth screening",
        note="Youth first, buildings second. Decides by herself, in June. Ask in person, never by letter.",
    )
    steps = (
        (Stage.CULTIVATION, on(5, 9, 1)),
        (Stage.SOLICITATION, on(4, 3, 9)),
        (Stage.STEWARDSHIP, on(4, 6, 10)),
        (Stage.CULTIVATION, on(1, 9, 18)),
    )
    drafts = tuple(replace(rated, stage=stage, stage_since=since) for stage, since in steps)
    return Known(number, notes, roles, drafts)


def _partner(today: date, number: int, person: Person) -> Known:
    note = NoteDraft(
        kind=InteractionKind.MEETING,
        on=today - timedelta(days=80),
        text="Presented the year. They fund three years at a time; the next round opens in autumn.",
        next_step="Write the letter of intent",
        due=today + timedelta(days=45),
    )
    return Known(number, (note,), (ConstituencyDraft(role="Partner", span=Span(person.since)),))


def _somebody(chance: Random, today: date, number: int, person: Person) -> Known:
    days = (today - person.since).days
    kind, text = chance.choice(_HEARD)
    open_step = chance.random() < 0.4
    note = NoteDraft(
        kind=kind,
        on=today - timedelta(days=chance.randint(0, min(days, 400))),
        text=text,
        next_step=chance.choice(_NEXT) if open_step else "",
        due=today + timedelta(days=chance.randint(-10, 40)) if open_step else None,
    )
    role = ConstituencyDraft(role=chance.choice(("Volunteer", "Member", "Donor")), span=Span(person.since))
    since = today - timedelta(days=chance.randint(0, days))
    draft = ProspectDraft(stage=chance.choice(_STAGES), stage_since=since, capacity=chance.choice(_BANDS))
    return Known(number, (note,), (role,), (draft,))
