"""Deciding about rows of an import of activity, and what is stored of it."""

from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from app.accounts.models import Workspace
from app.activity_imports.domain import columns
from app.activity_imports.domain.deciding import Question, Read, as_meant, asks_whom, decide
from app.activity_imports.domain.facts import Fact, GiftFact, MailFact, NotAFact, RegistrationFact
from app.activity_imports.domain.plan import Decided
from app.activity_imports.domain.records import About
from app.activity_imports.queries.records import records
from app.activity_imports.services.people import Finder
from app.batches.domain.row_problems import RowProblems
from app.batches.models import Batch
from app.constituents.domain.names import display_name
from app.db import db

FACTS = (GiftFact, RegistrationFact, MailFact)


class Planner:
    """Decides about rows of one import; it holds plain values only, so that one serves for a whole run."""

    def __init__(self, batch: Batch) -> None:
        self._finder = Finder(batch)
        self.zone = ZoneInfo(db.session.get_one(Workspace, batch.workspace_id).timezone)

    def decide(self, batch: Batch, questions: Sequence[Question]) -> list[Decided]:
        """A decision for each question, in order. It only reads."""
        questions = [as_meant(each) for each in questions]
        facts = [each.what for each in questions if isinstance(each.what, FACTS)]
        known = records(batch, facts, leaving_out={each.number for each in questions})
        people = self._finder.find([each for each in questions if asks_whom(each, known)])
        return [decide(each, known, people.get(each.number)) for each in questions]


# --- values as columns


def row_values(what: Read, decided: Decided) -> dict[str, Any]:
    """What is stored with the row."""
    return {
        **described(what),
        "outcome": decided.outcome,
        "action": decided.action,
        "cause": decided.cause,
        "detail": decided.detail,
        "problems": [each.to_json() for each in what.problems] if isinstance(what, RowProblems) else [],
        "score": decided.score,
        "match": {"candidates": [each.to_json() for each in decided.candidates]}
        if decided.candidates
        else None,
        "plan": decided.plan.to_json() or None,
        "changes": len(decided.plan.changes) + bool(decided.plan.refund),
        "fields": 0,
        "target_id": decided.person,
        "target_version": decided.version,
    }


def described(what: Read) -> dict[str, str]:
    """What people recognize the row by."""
    if isinstance(what, RowProblems | NotAFact):
        return {"name": what.name, "email": what.email, "email_key": what.email_key}
    incoming = what.who.incoming
    key = next((each.key for each in incoming.emails), "")
    return {
        "name": display_name(incoming.name) or incoming.whole_name,
        "email": what.who.email,
        "email_key": key,
    }


def beside_values(what: Read, decided: Decided, zone: ZoneInfo) -> dict[str, Any] | None:
    """What is stored beside the row, with its day in this zone; None for a row that tells of nothing."""
    if isinstance(what, NotAFact | RowProblems):
        return None
    about = About.of(what)
    return {
        "kind": columns.kind_of(what),
        "source": what.source,
        "fact_key": what.key,
        "about": about.name,
        "about_key": about.key,
        "about_at": about.at,
        "about_id": decided.about_id,
        "fact_id": decided.fact_id,
        **_told(what, zone),
    }


def _told(fact: Fact, zone: ZoneInfo) -> Mapping[str, Any]:
    match fact:
        case GiftFact():
            return {
                "status": columns.gift_status(fact).value,
                "amount": fact.amount,
                "refunded": columns.given_back(fact),
                "currency": fact.currency,
                "happened_on": fact.received_on,
                "refund_of": fact.refund_of,
                "tightens": "",
            }
        case RegistrationFact():
            return {
                "status": fact.status.value,
                "amount": fact.fee or None,
                "refunded": 0,
                "currency": fact.currency,
                "happened_on": fact.registered_at.astimezone(zone).date(),
                "refund_of": "",
                "tightens": "",
            }
        case MailFact():
            return {
                "status": fact.happenings[-1].kind.value,
                "amount": None,
                "refunded": 0,
                "currency": "",
                "happened_on": fact.happenings[0].at.astimezone(zone).date(),
                "refund_of": "",
                "tightens": columns.tightens(fact),
            }
