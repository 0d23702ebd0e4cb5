"""The areas of the guide in the order of reading, and the kinds of page."""

from dataclasses import dataclass
from enum import StrEnum

from app.words import N_

PREFIX = "/docs"
"""Where the guide begins, in addresses."""


class Kind(StrEnum):
    """What a page is for: to learn, to do, to look up, to understand."""

    TUTORIAL = "tutorial"
    HOW_TO = "how-to"
    REFERENCE = "reference"
    EXPLANATION = "explanation"

    @property
    def label(self) -> str:
        """What the kind is called on the screen."""
        return _LABELS[self]


_LABELS = {
    Kind.TUTORIAL: N_("Tutorial"),
    Kind.HOW_TO: N_("How-to"),
    Kind.REFERENCE: N_("Reference"),
    Kind.EXPLANATION: N_("Explanation"),
}


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the guide: its folder, and what it is called."""

    slug: str
    title: str


AREAS = (
    Area("getting-started", "Getting started"),
    Area("constituents", "Constituents"),
    Area("import", "Importing a file"),
    Area("duplicates", "Resolving duplicates"),
    Area("update-rules", "Update rules"),
    Area("batches", "Batches"),
    Area("groups", "Audience groups"),
    Area("eligibility", "Interest groups and eligibility"),
    Area("activity", "Activity"),
    Area("settings", "Settings"),
    Area("privacy", "Data and privacy"),
    Area("self-hosting", "Self-hosting"),
)
SERVER = AREAS[-1].slug
"""The area for those who run the server; everything else is for the office."""
NEEDED_FIRST = (
    ("getting-started", "first-hour"),
    ("import", "upload"),
    ("import", "review"),
    ("duplicates", "resolve"),
    ("groups", "groups"),
    ("eligibility", "who-can-be-emailed"),
)
"""The pages that somebody in an office needs first, by area and name, in the order of the work."""
