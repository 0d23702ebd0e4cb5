"""What the factory tells the shell: where one can go, and who is signed in."""

from dataclasses import dataclass

from app.words import N_


@dataclass(frozen=True, slots=True)
class Item:
    """One link of the sidebar or the staff menu; `key` is pressed after `g`, a count of zero is left out."""

    label: str
    url: str
    icon: str
    current: bool = False
    count: int | None = None
    count_label: str = N_("waiting")
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Links under one heading; a group without a label stands alone."""

    label: str | None
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Shell:
    """What surrounds a page for the staff member who is signed in."""

    workspace: str
    staff: str
    home_url: str
    sign_out_url: str
    menu: tuple[Item, ...] = ()
    search_url: str | None = None
    search_label: str = N_("Search people, groups, help")
    help_url: str | None = None
    keys: bool = True
    density: str | None = None
    scheme: str | None = None
