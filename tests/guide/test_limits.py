"""A number that the guide names is the number that the code goes by."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from app.accounts.domain.passwords import MINIMUM
from app.accounts.queries import IDLE
from app.accounts.services.sessions import LIFETIME
from app.activity_imports.routes.commit import LARGE as LARGE_ACTIVITY
from app.batch_entry.domain.pasting import MOST_ROWS
from app.batches.services.several import MOST as MOST_DECIDED
from app.config import Settings
from app.consent.forms.asking import MOST_ADDRESSES
from app.events.forms import MOST_GUESTS, MOST_PLACES
from app.groups.domain.combination import MOST as MOST_COMBINED
from app.groups.domain.rules import MAX_CONDITIONS
from app.groups.services.members import MOST_AT_ONCE
from app.imports.domain.limits import DEFAULT_LIMITS
from app.matching.domain.decide import Thresholds
from app.profiles.services.restricting import MOST as MOST_RESTRICTED
from app.restrictions.routes.commit import LARGE as LARGE_RESTRICTIONS
from tests.guide.test_described import GUIDE, tables

SET = SimpleNamespace(**{name: each.default for name, each in Settings.__dataclass_fields__.items()})
"""What whoever runs Kith gets without choosing."""
HOURS = timedelta(hours=1)
ROWS = {
    ("settings", "Matching", "Automatic from"): f"{Thresholds().automatic:.0f}",
    ("settings", "Matching", "For a person to decide from"): f"{Thresholds().possible:.0f}",
    ("import", "Limits of a file", "size of the file"): f"{SET.max_upload_mb} MB",
    ("import", "Limits of a file", "rows"): f"{SET.max_rows:,}",
    ("import", "Limits of a file", "columns"): f"{SET.max_columns}",
    ("import", "Limits of a file", "characters in a cell"): f"{SET.max_cell_characters:,}",
    ("import", "Limits of a file", "an unpacked workbook"): f"{SET.max_workbook_mb} MB",
    ("import", "Limits of a file", "lines in one row"): f"{DEFAULT_LIMITS.row_lines:,}",
    ("import", "Limits of a file", "rows decided with one press"): f"{MOST_DECIDED:,}",
    ("import", "Limits of a file", "rows an editor may commit"): f"{LARGE_RESTRICTIONS:,};",
    ("import", "How long things are kept", "an upload with which nobody went on"): f"{SET.upload_days} days",
    ("import", "How long things are kept", "the uploaded file"): f"{SET.file_days} days",
    ("import", "How long things are kept", "Undo import…"): f"{SET.undo_days} days",
    ("duplicates", "Numbers and limits", "Rows decided at once"): f"{MOST_DECIDED:,}",
    ("batches", "Limits", "Rows of a pasted block"): f"{MOST_ROWS:,}",
    ("batches", "Limits", "Time to undo a batch"): f"{SET.undo_days} days,",
    ("groups", "Limits", "Conditions in a rule"): f"{MAX_CONDITIONS}",
    ("groups", "Limits", "Addresses or IDs pasted at once"): f"{MOST_AT_ONCE:,}",
    ("groups", "Limits", "Groups combined at once"): f"{MOST_COMBINED}",
    ("eligibility", "Limits", "Addresses on Eligibility at once"): f"{MOST_ADDRESSES}",
    ("eligibility", "Limits", "People whom Add a restriction is for at once"): f"{MOST_RESTRICTED:,};",
    ("activity", "Limits", "Guests of one registration"): f"{MOST_GUESTS}",
    ("activity", "Limits", "Places of an event"): f"{MOST_PLACES:,},",
    ("activity", "Limits", "Rows of an import that an editor may commit"): f"{LARGE_ACTIVITY:,};",
    ("activity", "Limits", "Undo of an activity import"): f"{SET.undo_days} days,",
}
"""The area, the heading and the first cell of a row of a table, and the number it has to tell."""
SENTENCES = {
    "getting-started/sign-in": [
        f"at least {MINIMUM} characters",
        f"after {LIFETIME // HOURS} hours, or after an hour without use",
    ],
    "getting-started/first-hour": [f"at least {MINIMUM} characters"],
    "getting-started/set-up": [f"At least {MINIMUM} characters"],
    "getting-started/how-kith-works": [f"a whole import for {SET.undo_days} days"],
    "import/undo": [f"for {SET.undo_days} days"],
    "import/upload": [f"for {SET.upload_days} days", f"{SET.file_days} days after the commit"],
    "import/what-an-import-does": [f"For {SET.undo_days} days"],
    "duplicates/take-back": [f"For {SET.undo_days} days"],
    "activity/import-review": [f"for {SET.undo_days} days"],
    "privacy/keep-it-safe": [f"after {LIFETIME // HOURS} hours"],
}
"""What a page has to say."""


@pytest.mark.parametrize(("area", "heading", "what"), ROWS)
def test_a_table_names_the_number_of_the_code(area: str, heading: str, what: str) -> None:
    [told] = [" ".join(cells) for first, *cells in tables(area, heading) if first == what]

    assert f" {ROWS[area, heading, what]} " in f" {told} "


@pytest.mark.parametrize("page", SENTENCES)
def test_a_sentence_names_the_number_of_the_code(page: str) -> None:
    told = " ".join((GUIDE / f"{page}.md").read_text("utf-8").split())

    assert [said for said in SENTENCES[page] if said not in told] == []
    assert IDLE == HOURS, "an hour without use"
