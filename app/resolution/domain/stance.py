"""Where each line of the resolution screen stands: decided by a person, left to the rules, or open."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

from app.updates.domain.entry import Choice

PREFIX = "choice:"


class Stance(StrEnum):
    """What is said about one incoming value; all but the first two are a person's own choice."""

    OPEN = "open"
    RULES = "rules"
    ADD = "add"
    BESIDE = "beside"
    UPDATE = "update"
    IGNORE = "ignore"

    @property
    def choice(self) -> Choice | None:
        """The choice to plan and to store; None where no person chose."""
        return None if self in (Stance.OPEN, Stance.RULES) else Choice(self.value)


@dataclass(frozen=True, slots=True)
class Stances:
    """What was said line by line, by `Change.ref`, and what holds for every line that nobody spoke of."""

    chosen: Mapping[str, Stance] = field(default_factory=dict)
    otherwise: Stance = Stance.OPEN

    def of(self, ref: str) -> Stance:
        """The stance of one line."""
        return self.chosen.get(ref, self.otherwise)

    @classmethod
    def starting(cls, is_open: bool) -> Self:
        """Before anybody chose: everything open, or the rules filled in already."""
        return cls(otherwise=Stance.OPEN if is_open else Stance.RULES)

    @classmethod
    def from_choices(cls, choices: Mapping[str, Choice]) -> Self:
        """What was decided and stored before; the rest is left to the rules."""
        return cls({ref: Stance(choice.value) for ref, choice in choices.items()}, Stance.RULES)

    @classmethod
    def from_form(cls, form: Mapping[str, str]) -> Self:
        """What a form says. Its button `do` may fill the open lines by "rules", or "discard" everything.

        By the rules after everything was discarded, that is taken back.
        """
        if form.get("do") == "discard":
            return cls(otherwise=Stance.IGNORE)
        posted = {name.removeprefix(PREFIX): form[name] for name in form if name.startswith(PREFIX)}
        chosen = {ref: _STANCES[said] for ref, said in posted.items() if said in _STANCES}
        if form.get("do") != "rules":
            return cls(chosen, Stance.OPEN)
        is_begun_again = "discarded" in form
        left = {ref: each for ref, each in chosen.items() if not (is_begun_again and each is Stance.IGNORE)}
        return cls(left, Stance.RULES)


_STANCES = {stance.value: stance for stance in Stance if stance is not Stance.OPEN}
