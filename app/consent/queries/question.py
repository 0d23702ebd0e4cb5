"""The question that is put to a set of people."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.accounts.domain.roles import Module
from app.accounts.models import Workspace
from app.consent.domain.finding import Topic
from app.consent.domain.policy import FrequencyCap, Rules
from app.consent.queries.consenting import Asked
from app.consent.queries.rules import rules_of
from app.consent.queries.sending import Sending, caps_of


@dataclass(frozen=True, slots=True)
class Question:
    """May they be emailed about `topic` at `at`, by this sending if one is named?

    `rules` are the workspace's where none are given; `instant` stands for `at` in a statement that is kept.
    `exactly` asks every gate, whatever is kept of people's standing.
    """

    workspace: Workspace
    at: datetime
    topic: Topic | None = None
    sending: Sending | None = None
    rules: Rules | None = None
    instant: Any = None
    exactly: bool = False

    @property
    def has_module(self) -> bool:
        return self.workspace.has(Module.EMAIL)

    @property
    def moment(self) -> Any:
        return self.at if self.instant is None else self.instant

    @property
    def consent(self) -> Asked:
        return Asked(self.rules or rules_of(self.workspace), self.topic, self.at, self.moment)

    @property
    def caps(self) -> tuple[FrequencyCap, ...]:
        return caps_of(self.sending, self.rules or rules_of(self.workspace)) or ()
