"""Finding out whom rows are about, many at a time, with a fixed number of statements."""

from collections.abc import Mapping, Sequence

from app.activity_imports.domain.choices import Create, Person
from app.activity_imports.domain.deciding import Adding, Question, Somebody
from app.activity_imports.domain.facts import GiftFact, MailFact, RegistrationFact
from app.activity_imports.domain.plan import ALIKE, GONE, IDS, NO_WHO, Decided, waiting
from app.activity_imports.domain.whom import Found, Known, whom
from app.batches import services as batches
from app.batches.domain.decision import Decision
from app.batches.domain.review import ERASED_ADDRESS, AddedAsNew
from app.batches.domain.rows import Outcome
from app.batches.models import Batch
from app.batches.services.planning import Question as RowQuestion
from app.constituents import queries as constituents
from app.constituents.domain.names import display_name
from app.constituents.domain.record import Existing, Incoming
from app.matching import queries as matching
from app.words import N_

_NAMELESS = N_("the row has neither a name nor an email: choose who it is")


class Finder:
    """Finds people by the settings as they were when it was made; it holds plain values only."""

    def __init__(self, batch: Batch) -> None:
        self._planner = batches.Planner(batch)
        self._workspace_id = batch.workspace_id

    def find(self, questions: Sequence[Question]) -> dict[int, Somebody]:
        """Whom each of these rows is about, by the number of the row."""
        chosen = self._chosen([each for each in questions if isinstance(each.choice, Person)])
        open_ones = [each for each in questions if each.number not in chosen]
        found = self._found([incoming_of(each) for each in open_ones])
        answers: dict[int, Somebody] = {each.number: found[incoming_of(each)] for each in open_ones}
        creating = [each for each in open_ones if _creates(each, answers[each.number])]
        return {**answers, **self._adding(creating), **chosen}

    def _chosen(self, questions: Sequence[Question]) -> dict[int, Somebody]:
        wanted = {each.number: each.choice.id for each in questions if isinstance(each.choice, Person)}
        here = constituents.versions(self._workspace_id, set(wanted.values())) if wanted else {}
        return {
            number: Found(who, here[who], "staff") if who in here else waiting(GONE, _GONE)
            for number, who in wanted.items()
        }

    def _found(self, incoming: Sequence[Incoming]) -> dict[Incoming, Found | Decided]:
        """Whom each record names; a donor of twelve gifts is asked for once."""
        once = list(dict.fromkeys(incoming))
        if not once:
            return {}
        settings = self._planner.settings
        ask = matching.search if self._planner.is_matching else matching.identified
        search = ask(self._workspace_id, once, trusted=settings.trusted)
        owners = constituents.owners_of_emails(
            self._workspace_id, {email.key for each in once for email in each.emails}
        )
        ids = {who for whose in owners.values() for who in whose} - search.existing.keys()
        people = {**search.existing, **constituents.existing(self._workspace_id, ids)}
        return {
            each: whom(
                each,
                _known(each, found, owners, people),
                trusted=settings.trusted,
                thresholds=settings.thresholds,
            )
            for each, found in zip(once, search.found, strict=True)
        }

    def _adding(self, questions: Sequence[Question]) -> dict[int, Somebody]:
        """What an import of people would do with these: add somebody, or change who she turned out to be."""
        asked = [RowQuestion(incoming_of(each), decided=_decided(each)) for each in questions]
        decisions = self._planner.decide(asked) if asked else []
        return {
            each.number: _as_decided(decision, incoming_of(each))
            for each, decision in zip(questions, decisions, strict=True)
        }


_GONE = N_("the chosen person is not here anymore; choose again")


def incoming_of(question: Question) -> Incoming:
    """The person whom the row names."""
    assert isinstance(question.what, GiftFact | RegistrationFact | MailFact)
    return question.what.who.incoming


def _creates(question: Question, answer: Somebody) -> bool:
    choice = question.choice
    return isinstance(choice, Create) and (choice.anew or not isinstance(answer, Found))


def _decided(question: Question) -> AddedAsNew | None:
    choice = question.choice
    return AddedAsNew() if isinstance(choice, Create) and choice.anew else None


def _as_decided(decision: Decision, incoming: Incoming) -> Somebody:
    """What an import of people decided; where it asks a person, she chooses who it is."""
    if not incoming.emails and not display_name(incoming.name):
        return waiting(NO_WHO, _NAMELESS)
    if decision.outcome is Outcome.READY and decision.plan is not None:
        return Adding(decision.plan.to_json(), decision.target, decision.target_version)
    if decision.cause == ERASED_ADDRESS:
        return waiting(ERASED_ADDRESS, _ERASED, outcome=Outcome.CONFLICT)
    cause = IDS if decision.outcome is Outcome.CONFLICT else ALIKE
    return waiting(cause, decision.detail, candidates=decision.candidates, outcome=decision.outcome)


_ERASED = N_(
    "somebody with this address asked to be erased: leave the row out; or, if they came back, "
    "add them by hand and choose them here"
)


def _known(
    incoming: Incoming,
    found: matching.Found,
    owners: Mapping[str, Sequence[int]],
    people: Mapping[int, Existing],
) -> Known:
    ids = set(found.everybody) | {who for email in incoming.emails for who in owners.get(email.key, ())}
    return Known(found.matches, tuple(people[who] for who in sorted(ids) if who in people))
