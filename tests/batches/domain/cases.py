"""People, rows and evidence for decisions."""

from dataclasses import replace
from datetime import date

from app.batches.domain.decide import decide_row
from app.batches.domain.decision import Decision
from app.batches.domain.evidence import Evidence, Settings
from app.batches.domain.review import Decided
from app.batches.domain.row_problems import CellProblem, RowProblems
from app.batches.domain.rows import Mode
from app.constituents.domain.emails import Email
from app.constituents.domain.names import Name
from app.constituents.domain.points import PointType
from app.constituents.domain.record import Existing, ExternalId, Incoming, Kind
from app.matching.domain.decide import Thresholds
from app.matching.domain.result import Match
from app.updates.domain.rules import UpdateRules

SETTINGS = Settings(Mode.BOTH, Thresholds(), UpdateRules(), date(2026, 11, 21), {}, frozenset({"CiviCRM"}))
UNREADABLE = RowProblems(
    (CellProblem("Email", "email", "x", "Email is missing the “@”.", "an address", "Add it."),)
)


def email(address: str) -> tuple[Email, ...]:
    return (Email(address, PointType.HOME, primary=True),)


JOHN = Existing(
    Kind.INDIVIDUAL,
    Name(first="John", last="Smith"),
    email("john@example.org"),
    lookup_id="C-1",
    id=1,
    version=4,
)
MARY = Existing(
    Kind.INDIVIDUAL, Name(first="Mary", last="Jones"), email("mary@example.org"), lookup_id="C-2", id=2
)
ROW = Incoming(Kind.INDIVIDUAL, Name(first="John", last="Smith"), email("john@example.org"))
NEW = Incoming(Kind.INDIVIDUAL, Name(first="Zoë", last="Park"), email("zoe@example.org"))


def evidence_of(
    *scores: tuple[Existing, float], known: tuple[Existing, ...] = (), distinct: set[int] | None = None
) -> Evidence:
    found = tuple(Match(existing.id, score, ()) for existing, score in scores)
    everyone = {existing.id: existing for existing in (*known, *(existing for existing, _ in scores))}
    return Evidence(tuple(everyone.values()), found, frozenset(distinct or ()))


def decided_as(
    row: Incoming | RowProblems, evidence: Evidence, mode: Mode = Mode.BOTH, decided: Decided | None = None
) -> Decision:
    return decide_row(row, evidence, replace(SETTINGS, mode=mode), decided=decided)


def owning(existing: Existing, system: str, value: str) -> Existing:
    return replace(existing, external_ids=(ExternalId(system, value),))
