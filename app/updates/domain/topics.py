"""The update rules as the settings page has them: what each is about, and its options in a few words."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.updates.domain.rules import UpdateRules, options, sentence
from app.words import N_


class Area(StrEnum):
    """The headings of the settings page."""

    NAMES = "Names"
    ADDRESSES = "Addresses"
    REACH = "Phones and emails"
    SEVERAL = "When a value is added"
    BIRTH = "Birth date"

    @property
    def label(self) -> str:
        """The heading, as it is shown."""
        return _AREAS[self]


_AREAS = {
    Area.NAMES: N_("Names"),
    Area.ADDRESSES: N_("Addresses"),
    Area.REACH: N_("Phones and emails"),
    Area.SEVERAL: N_("When a value is added"),
    Area.BIRTH: N_("Birth date"),
}


@dataclass(frozen=True, slots=True)
class Option:
    """One way to decide: the text a form sends for it, a few words, and the sentence that the rules have."""

    value: Any
    text: str
    label: str
    sentence: str
    is_usual: bool


@dataclass(frozen=True, slots=True)
class Topic:
    """One rule, under its heading."""

    rule: str
    area: Area
    title: str
    options: tuple[Option, ...]


_USUAL = UpdateRules()
_TITLES: Mapping[str, tuple[Area, str]] = {
    "name": (Area.NAMES, N_("The name differs")),
    "keep_former_name": (Area.NAMES, N_("The old name, once another has replaced it")),
    "familiar_name": (Area.NAMES, N_("A familiar form of the name on record comes in")),
    "similar_address": (Area.ADDRESSES, N_("An address is similar to one on record")),
    "different_address": (Area.ADDRESSES, N_("An address is not on record")),
    "phone": (Area.REACH, N_("A phone number is not on record")),
    "email": (Area.REACH, N_("An email is not on record")),
    "same_type": (Area.SEVERAL, N_("What is on record of the same type")),
    "primary": (Area.SEVERAL, N_("Whether the new one becomes primary")),
    "birth": (Area.BIRTH, N_("The birth date differs")),
}
_LABELS: Mapping[str, str] = {
    "ignore": N_("Ignore what comes in"),
    "update": N_("Update in place"),
    "review": N_("Let a person decide"),
    "alias": N_("Keep it as an alias"),
    "nickname": N_("Keep the fuller name and note the form as nickname"),
    "like_any": N_("Treat it like any other name"),
    "add": N_("Add as new"),
    "end": N_("Make inactive, with an end date"),
    "keep": N_("Keep active"),
    "never": N_("Never"),
    "same_type": N_("Only if the old primary has the same type"),
    "always": N_("Always"),
    "replace": N_("Replace it, for automatic matches only"),
    "yes": N_("Keep it under former names"),
    "no": N_("Do not keep it"),
}
_OWN_LABELS: Mapping[tuple[str, str], str] = {("name", "update"): N_("Replace it")}


def told(option: Any) -> str:
    """An option as a form sends it: "update", "yes"."""
    return ("yes" if option else "no") if isinstance(option, bool) else str(option)


def _topic(rule: str) -> Topic:
    area, title = _TITLES[rule]
    offered = ((value, told(value)) for value in options(rule))
    usual = getattr(_USUAL, rule)
    return Topic(
        rule,
        area,
        title,
        tuple(
            Option(value, text, label_of(rule, text), sentence(rule, value), value == usual)
            for value, text in offered
        ),
    )


def label_of(rule: str, text: str) -> str:
    """An option in a few words, as the page has it."""
    return _OWN_LABELS.get((rule, text)) or _LABELS[text]


TOPICS: tuple[Topic, ...] = tuple(_topic(rule) for rule in _USUAL.to_json())
"""Every rule there is, in the order of the settings page."""


def in_areas() -> Mapping[Area, tuple[Topic, ...]]:
    """The rules under their headings; a heading without a rule is left out."""
    found = {area: tuple(each for each in TOPICS if each.area is area) for area in Area}
    return {area: topics for area, topics in found.items() if topics}


def chosen(texts: Mapping[str, str | None]) -> UpdateRules:
    """The rules that a form says; what it does not say, or says in no way it offers, is at its default."""
    told_of = {
        topic.rule: option.value
        for topic in TOPICS
        for option in topic.options
        if option.text == texts.get(topic.rule)
    }
    return UpdateRules(**told_of)
