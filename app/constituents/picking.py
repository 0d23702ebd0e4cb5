"""One person chosen in a form: a text finds some, and one of them is marked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.accounts.models import Workspace
from app.constituents import directory
from app.constituents.directory import Listed
from app.constituents.models import Constituent
from app.web.ids import id_in

TEXT, FOUND_FOR, CHOSEN = "who", "asked", "constituent_id"
"""Fields of a form: what is typed, what the list beneath it was found for, and whom of it one marked."""
_SOME = 8
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Picks:
    """Who may be meant by `text`, at most eight; `instead` is near to a text that nobody has, else "".

    `person` is who was marked. A mark does not outlive the list it was set in: after another text was typed
    nobody is marked, so that nobody is taken for somebody else.
    """

    text: str
    found: Sequence[Listed]
    person: Listed | None
    instead: str = ""

    @property
    def is_searching(self) -> bool:
        """Whether a text waits for somebody to be marked."""
        return self.person is None and bool(self.text)


def picks(workspace: Workspace, given: Mapping[str, str]) -> Picks:
    """What the fields of a form say, `given` as it was sent or as an address has it."""
    text = given.get(TEXT, "")[:_LONGEST].strip()
    chosen = id_in(given.get(CHOSEN, "")) if text == given.get(FOUND_FOR, "").strip() else 0
    marked = _one(workspace, chosen)
    if not text:
        return Picks("", [marked] if marked else [], marked)
    asked = directory.search(workspace, text)
    found = directory.find(workspace, asked, limit=_SOME)
    if marked and marked.id not in {each.id for each in found}:
        found = [marked, *found]
    return Picks(text, found, marked, asked.instead if asked else "")


def _one(workspace: Workspace, chosen: int) -> Listed | None:
    if not chosen:
        return None
    return next(iter(directory.people(workspace, where=[Constituent.id == chosen], size=1).rows), None)
