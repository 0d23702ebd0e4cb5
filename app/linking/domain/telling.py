"""An answer in full, for a terminal."""

from collections.abc import Iterator, Sequence

from app.constituents.domain.names import display_name
from app.constituents.domain.record import Incoming, Kind
from app.linking.domain.answers import Answer
from app.matching.domain.result import Contribution, Match


def told(answer: Answer, record: Incoming, ids: Sequence[str]) -> Iterator[str]:
    """The lines about one row: who it may be, each reason with its points, and who comes second."""
    yield f"Row {answer.row_id}: {_called(record)}"
    if not answer.matches:
        yield "  Nobody on record is in reach."
        return
    best, *others = answer.matches
    yield f"  {ids[best.constituent_id]}: {best.score:.1f}, {answer.band}"
    yield from _reasons(best)
    for other in others[:1]:
        yield f"  Second: {ids[other.constituent_id]}, {other.score:.1f}"


def _called(record: Incoming) -> str:
    name = record.name.organization if record.kind is Kind.ORGANIZATION else display_name(record.name)
    return name or (record.emails[0].address if record.emails else "nobody named")


def _reason(each: Contribution) -> str:
    """The guard's part moves the score to where somebody looks; any other is a likeness or a rival."""
    if each.field != "guard":
        return f"{each.label}: {each.words}"
    return "Held back, so that a person decides" if each.points < 0 else "Raised, so that a person decides"


def _reasons(match: Match) -> Iterator[str]:
    for each in match.contributions:
        yield f"  {each.points:+8.1f}  {_reason(each)}"
    yield f"  {match.score:8.1f}  in all"
    for guard in match.guards:
        yield f"            {guard.words}"
