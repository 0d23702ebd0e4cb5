"""The update rules of a workspace: what becomes of a known constituent when an incoming record differs."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from app.constituents.domain.record import Json
from app.words import N_


class NameRule(StrEnum):
    """What happens when the name differs."""

    IGNORE = "ignore"
    UPDATE = "update"
    REVIEW = "review"
    ALIAS = "alias"


class FamiliarRule(StrEnum):
    """What happens when a familiar form of the given name on record comes in."""

    NICKNAME = "nickname"
    LIKE_ANY = "like_any"


class SimilarRule(StrEnum):
    """What happens when an address is similar to one that is there."""

    IGNORE = "ignore"
    UPDATE = "update"
    REVIEW = "review"
    ADD = "add"


class DifferentRule(StrEnum):
    """What happens when an address, phone or email is not there yet."""

    IGNORE = "ignore"
    REVIEW = "review"
    ADD = "add"


class SameTypeRule(StrEnum):
    """What happens to the existing values of a type when one is added."""

    END = "end"
    KEEP = "keep"


class PrimaryRule(StrEnum):
    """When a new value becomes the primary one."""

    NEVER = "never"
    SAME_TYPE = "same_type"
    ALWAYS = "always"


class BirthRule(StrEnum):
    """What happens when the birth date is not identical."""

    REPLACE = "replace"
    IGNORE = "ignore"
    REVIEW = "review"


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateRules:
    """Every rule with its option; the defaults are those of the product."""

    name: NameRule = NameRule.UPDATE
    keep_former_name: bool = True
    familiar_name: FamiliarRule = FamiliarRule.NICKNAME
    similar_address: SimilarRule = SimilarRule.ADD
    different_address: DifferentRule = DifferentRule.ADD
    phone: DifferentRule = DifferentRule.ADD
    email: DifferentRule = DifferentRule.ADD
    same_type: SameTypeRule = SameTypeRule.END
    primary: PrimaryRule = PrimaryRule.SAME_TYPE
    birth: BirthRule = BirthRule.REPLACE

    def sentences(self) -> tuple[str, ...]:
        """Each rule in plain English, in the order of the settings page."""
        return tuple(_SENTENCES[rule][getattr(self, rule)] for rule in _SENTENCES)

    def to_json(self) -> Json:
        """The rules as JSON: every rule by name, with its option."""
        return {rule: _plain(getattr(self, rule)) for rule in _SENTENCES}

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Self:
        """The rules that `to_json` wrote; a rule left out is at its default.

        Raises ValueError that names the rule and what it offers when a rule or option does not exist.
        """
        for rule, option in told.items():
            if rule not in _SENTENCES:
                raise ValueError(f"There is no update rule “{rule}”.")
            if option not in options(rule) or isinstance(option, bool) != (rule == "keep_former_name"):
                offered = ", ".join(str(_plain(each)) for each in options(rule))
                raise ValueError(f"The rule “{rule}” offers {offered}; “{option}” is none of them.")
        return cls(**{rule: _option(rule, option) for rule, option in told.items()})


def options(rule: str) -> tuple[Any, ...]:
    """What a rule offers, in the order of the settings page."""
    return tuple(_SENTENCES[rule])


def sentence(rule: str, option: Any) -> str:
    """What one option of a rule does, in plain English."""
    return _SENTENCES[rule][option]


def _option(rule: str, told: str | bool) -> Any:
    return next(each for each in options(rule) if each == told)


def _plain(option: Any) -> str | bool:
    return option if isinstance(option, bool) else str(option)


_SENTENCES: dict[str, dict[Any, str]] = {
    "name": {
        NameRule.IGNORE: N_("When the name differs, the name on record stays."),
        NameRule.UPDATE: N_("When the name differs, the incoming name replaces the one on record."),
        NameRule.REVIEW: N_("When the name differs, a person decides."),
        NameRule.ALIAS: N_("When the name differs, the incoming name is kept as an alias."),
    },
    "keep_former_name": {
        True: N_("The old name is kept under former names."),
        False: N_("The old name is not kept."),
    },
    "familiar_name": {
        FamiliarRule.NICKNAME: N_(
            "When a familiar form of the name comes in, as Ben for Benjamin, the fuller name stays and the "
            "form is noted as nickname where none is on record."
        ),
        FamiliarRule.LIKE_ANY: N_("When a familiar form of the name comes in, it is a name that differs."),
    },
    "similar_address": {
        SimilarRule.IGNORE: N_("An address similar to one on record is ignored."),
        SimilarRule.UPDATE: N_("An address similar to one on record updates it in place."),
        SimilarRule.REVIEW: N_("An address similar to one on record waits for a person to decide."),
        SimilarRule.ADD: N_("An address similar to one on record is added as new."),
    },
    "different_address": {
        DifferentRule.IGNORE: N_("An address that is not there yet is ignored."),
        DifferentRule.REVIEW: N_("An address that is not there yet waits for a person to decide."),
        DifferentRule.ADD: N_("An address that is not there yet is added as new."),
    },
    "phone": {
        DifferentRule.IGNORE: N_("A phone that is not there yet is ignored."),
        DifferentRule.REVIEW: N_("A phone that is not there yet waits for a person to decide."),
        DifferentRule.ADD: N_("A phone that is not there yet is added as new."),
    },
    "email": {
        DifferentRule.IGNORE: N_("An email that is not there yet is ignored."),
        DifferentRule.REVIEW: N_("An email that is not there yet waits for a person to decide."),
        DifferentRule.ADD: N_("An email that is not there yet is added as new."),
    },
    "same_type": {
        SameTypeRule.END: N_("When a value is added, those of its type are made inactive and end that day."),
        SameTypeRule.KEEP: N_("When a value is added, those of its type stay active."),
    },
    "primary": {
        PrimaryRule.NEVER: N_("A new value never becomes primary, unless nothing else is left."),
        PrimaryRule.SAME_TYPE: N_("A new value becomes primary only if the old primary has the same type."),
        PrimaryRule.ALWAYS: N_("A new value always becomes primary."),
    },
    "birth": {
        BirthRule.REPLACE: N_(
            "A different birth date replaces the one on record, for automatic matches only."
        ),
        BirthRule.IGNORE: N_("A different birth date is ignored."),
        BirthRule.REVIEW: N_("A different birth date waits for a person to decide."),
    },
}
