"""What is done to records, in bulk and by hand. None of it may loosen but bringing somebody into use."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from app.consent.domain.barrier import Barrier
from app.restrictions.domain.reasons import Reason
from tests.consent.stateful.inboxes import PLAIN
from tests.consent.stateful.machine import CELLS, FIRST, WHO, Watched
from tests.consent.stateful.scene import typed, with_address
from tests.consent.stateful.watching import Acted

DECISIONS = st.lists(
    st.sampled_from(("", "merge", "rules", "distinct", "keep", "back")), min_size=3, max_size=3
)
RULES = st.fixed_dictionaries(
    {
        "email": st.sampled_from(("add", "ignore", "review")),
        "same_type": st.sampled_from(("end", "keep")),
        "primary": st.sampled_from(("never", "same_type", "always")),
    }
)


class Records(Watched):
    """Imports and their undo, forms, the journal, states and erasure."""

    @rule(rows=st.lists(CELLS, min_size=1, max_size=3), decide=DECISIONS, pick=WHO)
    def an_import(self, rows: list[tuple[str, str, str]], decide: list[str], pick: int) -> None:
        lines = [f"{first},Fox,{address},{second}" for address, second, first in rows]
        text = "\n".join(("First name,Last name,Email,Second email", *lines, ""))
        self.scene.bring(text, decide, self.whom(pick))
        self.watch()

    @precondition(lambda self: self.scene.batches)
    @rule(pick=WHO)
    def an_import_is_undone(self, pick: int) -> None:
        self.scene.take_back_import(pick)
        self.watch()

    @rule(addresses=st.lists(st.sampled_from(PLAIN), min_size=1, max_size=2), reason=st.sampled_from(Reason))
    def a_file_of_restrictions(self, addresses: list[str], reason: Reason) -> None:
        self.scene.restrict_by_file(addresses, reason)
        stays = reason in (Reason.UNSUBSCRIBED, Reason.COMPLAINED)
        self.watch(dead=addresses if stays and len(addresses) == 1 else [])

    @rule(rules=RULES)
    def other_update_rules(self, rules: dict[str, str]) -> None:
        self.scene.set_rules(**rules)
        self.watch()

    @rule()
    def what_is_derived_is_made_anew(self) -> None:
        """The members of a group, and what is in force."""
        self.scene.make_anew()
        self.watch()

    # --- records, by hand

    @rule(name=FIRST, address=st.sampled_from(PLAIN))
    def somebody_is_added(self, name: str, address: str) -> None:
        self.scene.add(typed(name, address))
        self.watch()

    @rule(name=FIRST, address=st.sampled_from(PLAIN), pick=WHO)
    def the_form_for_a_new_person_is_about_one_who_is_here(self, name: str, address: str, pick: int) -> None:
        if person := self.whom(pick):
            self.scene.match(typed(name, address), person)
            self.watch()

    @rule(
        how=st.sampled_from(("beside", "over", "instead", "swap", "none", "end")),
        address=st.sampled_from(PLAIN),
        pick=WHO,
    )
    def an_address_changes(self, how: str, address: str, pick: int) -> None:
        if person := self.whom(pick):
            self.scene.alter(person, with_address(how, address))
            self.watch()

    @rule(pick=st.integers(0, 30), whole=st.booleans())
    def something_in_the_journal_is_taken_back(self, pick: int, whole: bool) -> None:
        self.scene.take_back(pick, whole=whole)
        self.watch()

    @rule(pick=WHO, field=st.sampled_from(("active", "deceased")), value=st.booleans())
    def a_record_is_in_use_or_not(self, pick: int, field: str, value: bool) -> None:
        person = self.whom(pick)
        if person is None:
            return
        self.scene.set_state(person, field, value)
        ends = {"active": Barrier.INACTIVE, "deceased": Barrier.DECEASED}[field]
        opens = value is (field == "active")
        self.watch(Acted("in use again", frozenset({ends}) if opens else frozenset(), frozenset({person})))

    @rule(pick=WHO)
    def somebody_is_erased(self, pick: int) -> None:
        if person := self.whom(pick):
            who = self.scene.record(person)
            gone = self.scene.erase(person)
            self.watch(dead=[each.address for each in who.emails] if who and gone else [])
