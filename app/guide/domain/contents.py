"""What the guide holds, in which order, and which page explains which screen."""

from dataclasses import dataclass

PREFIX = "/docs"
"""Where the guide begins, in addresses."""


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the guide: its folder, what it is called, and its pages in the order of reading."""

    slug: str
    title: str
    pages: tuple[str, ...]


AREAS = (
    Area("getting-started", "Getting started", ("sign-in", "home")),
    Area(
        "constituents",
        "People",
        (
            "finding-people",
            "the-profile",
            "adding-and-editing",
            "notes-and-prospects",
            "history-and-undo",
            "data-rights",
            "sample-people",
        ),
    ),
    Area(
        "import",
        "Importing a file",
        (
            "upload",
            "map-columns",
            "check",
            "review",
            "resolve",
            "commit",
            "undo",
            "restrictions",
            "activity",
            "activity-review",
            "activity-tray",
        ),
    ),
    Area(
        "batches",
        "Batches",
        (
            "batches",
            "update-batch",
            "revenue-batch",
            "filling",
            "totals-and-approval",
            "exceptions-and-undo",
            "templates",
        ),
    ),
    Area("groups", "Groups", ("groups", "page", "static", "rules")),
    Area(
        "eligibility",
        "Email and permission",
        (
            "who-can-be-emailed",
            "restrictions-and-consent",
            "interest-groups",
            "preference-page",
            "audience-check",
        ),
    ),
    Area("giving", "Donations", ("donations", "one-gift")),
    Area("email", "Campaigns", ("campaigns",)),
    Area("events", "Events", ("events", "check-in")),
    Area("reports", "Reports", ("reports",)),
    Area(
        "settings",
        "Settings",
        (
            "organization",
            "who-may-be-emailed",
            "matching",
            "update-rules",
            "email-events",
            "people-and-roles",
            "your-settings",
        ),
    ),
)
