"""What a kind of condition is on the page: its name, its fields, and what people should know about it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.groups.forms.fields import Control, Field, Options, Typed
from app.words import N_

COUNTS: Options = (
    ("at_least", N_("at least")),
    ("at_most", N_("at most")),
    ("exactly", N_("exactly")),
    ("none", N_("none")),
)
LIMITS: Options = (("at_least", N_("at least")), ("at_most", N_("at most")))


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind.

    `note` stands beside it, and of `meanings` that of the word in this field; `few` where who has nothing to
    count meets it too. `missing` says what to do while not one of its fields is filled.
    """

    label: str
    fields: tuple[Field, ...] = ()
    note: str = ""
    meanings: tuple[str, Mapping[str, str]] = ("", MappingProxyType({}))
    few: str = ""
    missing: str = ""

    def starts(self) -> Typed:
        """What stands in the controls of a new condition of this kind."""
        return {name: text for field in self.fields for name, text in field.starts().items()}

    def typed(self, told: Typed) -> Typed:
        """What stands in its controls when this was posted, be it by the controls of another kind."""
        found = self.starts() | told
        return found | {field.name: field.start for field in self.fields if field.is_strange(found)}

    def shown(self, typed: Mapping[str, str], *, apart: bool = False) -> Iterator[Field]:
        """The fields that have a meaning beside what is typed: the plain ones, or those further ones."""
        return (field for field in self.fields if field.apart is apart and field.shown(typed))

    def opened(self, typed: Mapping[str, str]) -> bool:
        """Whether one of the further fields holds something."""
        return any(field.filled(typed) for field in self.shown(typed, apart=True))

    def notes(self, typed: Mapping[str, str], *, turned: bool) -> list[str]:
        """What people should know about the condition as it is typed, in sentences."""
        op = typed.get("op")
        lets_in = op in ("at_most", "none") or (op == "exactly" and typed.get("n", "").strip() == "0")
        field, meanings = self.meanings
        said = (self.note, meanings.get(typed.get(field, ""), ""), self.few if lets_in != turned else "")
        return [words for words in said if words]


def counted(label: str) -> tuple[Field, Field]:
    """How many of something."""
    how = Field(
        name="op", label=N_("How many"), control=Control.CHOICE, options=COUNTS, start="at_least", shapes=True
    )
    number = Field(
        name="n",
        label=label,
        control=Control.NUMBER,
        start="1",
        missing=N_("type a number"),
        unless=("op", "none"),
    )
    return how, number


def when(
    label: str = N_("When"), name: str = "period", *, to_come: bool = False, apart: bool = False
) -> Field:
    """A span of time."""
    offered = "spans_to_come" if to_come else "spans"
    return Field(name=name, label=label, control=Control.PERIOD, offered=offered, shapes=True, apart=apart)


def amount(name: str, label: str, *, missing: str = "", apart: bool = False) -> Field:
    """Money, in the currency of the workspace."""
    return Field(name=name, label=label, control=Control.MONEY, missing=missing, apart=apart)


def chosen(
    name: str, label: str, options: Options, *, blank: str | None = None, apart: bool = False
) -> Field:
    """One of a few words."""
    start = "" if blank is not None else options[0][0]
    return Field(
        name=name, label=label, control=Control.CHOICE, options=options, start=start, blank=blank, apart=apart
    )


def thing(
    name: str,
    label: str,
    offered: str,
    *,
    missing: str = "",
    blank: str = N_("Choose…"),
    shapes: bool = False,
) -> Field:
    """Something of the workspace, by its id."""
    return Field(
        name=name,
        label=label,
        control=Control.THING,
        offered=offered,
        missing=missing,
        blank=blank,
        shapes=shapes,
    )


def text(name: str, label: str, *, offered: str = "", missing: str = "", apart: bool = False) -> Field:
    """A text, with what is offered while it is typed."""
    return Field(name=name, label=label, offered=offered, missing=missing, apart=apart)
