"""Everything that the template of the resolution screen reads, in one value that its owner fills."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.consent.domain.effect import Effect
from app.constituents.domain.record import Existing, Incoming, PartialDate
from app.matching.domain.likeness import Likeness
from app.resolution.domain.candidates import Candidate
from app.resolution.domain.decisions import Writer
from app.resolution.domain.sheet import Sheet
from app.resolution.domain.summary import begun, nothing
from app.resolution.domain.told import told
from app.words import N_, _


@dataclass(frozen=True, slots=True)
class Extra:
    """A further button: a link, or with `posts` one that sends the form to its URL.

    Quiet ones lead elsewhere and stand above both records; the others decide, and stand below them.
    """

    label: str
    url: str
    key: str = ""
    posts: bool = False
    quiet: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """One resolution with the places its buttons lead to.

    `sheet` is None until somebody is chosen; `incoming` is then shown by itself. `plan_url` answers the
    fragment and changes nothing; `confirm_url` carries it out. `new_url` is a page, or with `new_posts` gets
    the form. Without `compare_url` another person is chosen by posting "with" to `plan_url`. `hidden` travels
    with the form, `effect` says what becomes of the permission to email, `notice` that something changed
    meanwhile. `write` writes the dates of `incoming`; those of the sheet are written already. `besides` is
    what comes with the record, `brings` the same in a few words: "the gift of $20".
    """

    sheet: Sheet | None
    plan_url: str
    confirm_url: str
    new_url: str = ""
    new_posts: bool = False
    new_label: str = N_("Add this as a new record")
    confirm_label: str = N_("Confirm as match")
    name: str = ""
    incoming: Incoming | Existing | None = None
    note: str = ""
    notice: str = ""
    candidates: Sequence[Candidate] = ()
    compare_url: Callable[[int], str] | None = None
    hidden: Sequence[tuple[str, str]] = ()
    extras: Sequence[Extra] = ()
    query: str = ""
    found: Sequence[Candidate] | None = None
    effect: Effect | None = None
    errors: Sequence[Mapping[str, str]] = ()
    write: Writer = PartialDate.words
    besides: Sequence[tuple[str, Sequence[str]]] = ()
    brings: str = ""

    @property
    def outcome(self) -> str:
        """What confirming would do, in a sentence or two; "" where nobody is chosen."""
        told = self.sheet.told if self.sheet else ""
        if not told or not self.brings:
            return told
        what = begun(self.brings)
        if told.startswith(nothing()):
            only = _("{what} is recorded; nothing in the profile changes", what=what)
            return f"{only}{told.removeprefix(nothing())}"
        return f"{_('{what} is recorded.', what=what)} {told}"

    @property
    def told(self) -> list[tuple[str, list[str]]]:
        """The incoming record by itself."""
        return told(self.incoming, self.write) if self.incoming else []

    @property
    def new(self) -> Extra:
        """The button that makes a new record of it."""
        return Extra(self.new_label, self.new_url, "n", self.new_posts)

    @property
    def chosen(self) -> int | None:
        """Whom the incoming record is compared with."""
        return self.sheet.existing.id if self.sheet else None

    @property
    def caution(self) -> str:
        """What to think of before confirming that somebody hardly alike is the same; "" where they are."""
        everybody = (*self.candidates, *(self.found or ()))
        who = next((each for each in everybody if each.id == self.chosen), None)
        if who is None or (who.named_by and not who.likeness):
            return ""
        likeness = who.likeness or Likeness.UNLIKELY
        return _(_CAUTION, likeness=likeness.label) if likeness in _HARDLY else ""

    @property
    def following(self) -> int | None:
        """The next candidate after the one compared with, and round; None where there is no other."""
        ids = [each.id for each in self.candidates]
        at = ids.index(self.chosen) + 1 if self.chosen in ids else 0
        return next((each for each in (*ids[at:], *ids[:at]) if each != self.chosen), None)


_CAUTION = N_("{likeness}: confirm only if you know that this is the same person.")
_HARDLY = (Likeness.RELATIVE, Likeness.UNLIKELY)
