"""What surrounds every page: where one can go from here, and who is signed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from flask import Flask, current_app, request, url_for
from werkzeug.local import LocalProxy

from app.accounts.access import current_role, current_staff, current_workspace
from app.accounts.domain.roles import Module, Permission
from app.activity_imports.queries import waiting_counts
from app.batches.routes.doors import BATCHES, door
from app.web.filters import Region, use
from app.web.navigation import Group, Item, Shell
from app.words import N_, _


@dataclass(frozen=True, slots=True)
class Place:
    """A link of the sidebar: the blueprint whose pages it stands for, and the letter after `g`.

    One of a module that is off is left out.
    """

    label: str
    endpoint: str
    icon: str
    key: str | None
    within: tuple[str, ...]
    module: Module = Module.EMAIL


_TRAY = ("activity_imports.unmatched", "activity_imports.confirm_creation")
SIDEBAR: tuple[tuple[str | None, tuple[Place, ...]], ...] = (
    (None, (Place(N_("Home"), "profiles.home", "house", "h", ("profiles.home",)),)),
    (
        N_("People"),
        (
            Place(
                N_("Constituents"),
                "profiles.index",
                "users",
                "p",
                ("profiles.", "lifecycle.", "cultivation."),
            ),
            Place(
                N_("Imports"),
                "imports.index",
                "upload",
                "i",
                ("imports.", "batches.", "restrictions.", "activity_imports."),
            ),
            Place(N_("Batches"), "batch_entry.index", "list", "b", ("batch_entry.",)),
            Place(N_("Unmatched"), "activity_imports.unmatched", "inbox", "u", _TRAY),
        ),
    ),
    (
        N_("Audiences"),
        (
            Place(N_("Groups"), "groups.index", "layers", "a", ("groups.",)),
            Place(N_("Audience checks"), "audiences.index", "circle-check", None, ("audiences.",)),
            Place(N_("Interests"), "consent.interests", "mail-check", "n", ("consent.interest",)),
            Place(N_("Eligibility"), "consent.eligibility", "shield-x", None, ("consent.eligibility",)),
        ),
    ),
    (
        N_("Activity"),
        (
            Place(N_("Donations"), "giving.index", "gift", "d", ("giving.",), Module.DONATIONS),
            Place(N_("Events"), "events.index", "calendar", "e", ("events.",), Module.EVENTS),
            Place(N_("Campaigns"), "campaigns.index", "mail", "c", ("campaigns.",)),
            Place(N_("Reports"), "reports.index", "chart-column", "r", ("reports.",)),
        ),
    ),
    (
        None,
        (
            Place(N_("Help"), "guide.index", "book-open", None, ("guide.",)),
            Place(
                N_("Settings"),
                "accounts.settings",
                "settings",
                "s",
                ("accounts.", "matching.", "updates.", "appearance.", "sample."),
            ),
        ),
    ),
)
FOR_STRANGERS = ("asset", "preferences.")
"""How endpoints begin that never ask who is signed in: what they answer does not depend on it."""
_NOT_OF_THEIR_BLUEPRINT = ("profiles.home", "profiles.search", *_TRAY)
"""Home and the tray are places of their own; the search is none, as it finds everything."""


def init_app(app: Flask) -> None:
    """Give every template of a signed-in page its shell and navigation."""
    app.before_request(speak_locally)
    app.context_processor(surroundings)


def speak_locally() -> None:
    """Write dates, numbers and money of this request as the workspace of the staff who ask does."""
    if not (request.endpoint or "").startswith(FOR_STRANGERS) and current_workspace:
        use(Region(current_workspace.locale, current_workspace.timezone, current_workspace.currency))


def surroundings() -> dict[str, object]:
    """The context of the layout, made only when a template asks for it; {} for who is signed out."""
    if not current_workspace:
        return {}
    return {"shell": LocalProxy(cache(shell)), "navigation": LocalProxy(cache(navigation))}


def shell() -> Shell:
    """Who is signed in, and the menu under their name."""
    return Shell(
        workspace=current_workspace.name,
        staff=current_staff.name,
        home_url=_address("profiles.home"),
        sign_out_url=_address("accounts.sign_out"),
        menu=(
            Item(_("Your settings"), _address("accounts.you"), "settings"),
            Item(_("Workspaces"), _address("accounts.workspaces"), "layers"),
        ),
        search_url=_address("profiles.search"),
        keys=current_staff.shortcut_keys,
        density=current_staff.density,
    )


def navigation() -> tuple[Group, ...]:
    """The sidebar, with what waits."""
    here, waiting = current_app.view_functions, _waiting()
    return tuple(
        Group(
            label,
            tuple(_item(place, waiting) for place in places if place.endpoint in here and _is_on(place)),
        )
        for label, places in SIDEBAR
    )


def _is_on(place: Place) -> bool:
    """What has to do with the module for email stays in sight: its pages say who can turn it on."""
    return place.module is Module.EMAIL or current_workspace.has(place.module)


def _item(place: Place, waiting: Mapping[str, int]) -> Item:
    return Item(
        place.label,
        _address(place.endpoint),
        place.icon,
        current=_is_current(place),
        count=waiting.get(place.endpoint),
        key=place.key,
    )


def _address(endpoint: str) -> str:
    return _address_below(request.script_root, endpoint)


@lru_cache(maxsize=256)
def _address_below(_root: str, endpoint: str) -> str:
    """The same on every page, so it is built once for each place that Kith is served at."""
    return url_for(endpoint)


def _is_current(place: Place) -> bool:
    endpoint = _endpoint()
    if endpoint in _NOT_OF_THEIR_BLUEPRINT:
        return endpoint in place.within
    return endpoint.startswith(place.within)


def _endpoint() -> str:
    """What was asked for; screens that imports and batches share belong to the door they were reached by."""
    endpoint = request.endpoint or ""
    is_entered = endpoint.startswith("batches.") and door() == BATCHES
    return f"batch_entry.{endpoint}" if is_entered else endpoint


def _waiting() -> dict[str, int]:
    """What waits behind a link, for those who may do something about it."""
    if not current_role().may(Permission.EDIT):
        return {}
    places = ("imports.index", "batch_entry.index", _TRAY[0])
    return dict(zip(places, waiting_counts(current_workspace.id), strict=True))
