"""The links and headers that go into a message to one person."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from app.accounts.models import Workspace
from app.consent.domain.address_keys import address_key
from app.consent.domain.links import Link, Purpose, sign


@dataclass(frozen=True, slots=True)
class Links:
    """What a message carries: a link to stop it, one to choose, and the headers of RFC 2369 and RFC 8058."""

    unsubscribe_url: str
    preferences_url: str
    headers: dict[str, str]


def links_for(
    workspace: Workspace,
    base_url: str,
    person_id: int,
    address: str,
    topic_id: int | None = None,
    *,
    mailbox: str = "",
) -> Links:
    """The links of a message to this person at this address, about a topic or all mail; asks no database.

    With a `mailbox`, which reads its mail into `kith unsubscribe -`, programs that cannot follow a link may
    write there instead.
    """
    secret = workspace.address_secret
    key = address_key(address, secret) if address else ""
    stop = sign(Link(Purpose.UNSUBSCRIBE, workspace.id, person_id, key, topic_id), secret)
    choose = sign(Link(Purpose.PREFERENCES, workspace.id, person_id, key), secret)
    stop_url = f"{base_url}/u/{stop}"
    by_mail = f", <mailto:{quote(mailbox, safe='@+')}?subject={stop}>" if mailbox else ""
    return Links(
        unsubscribe_url=stop_url,
        preferences_url=f"{base_url}/p/{choose}",
        headers={
            "List-Unsubscribe": f"<{stop_url}>{by_mail}",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )


LinksOf = Callable[[int, str], tuple[str, str]]
"""The two links of `domain.links.COLUMNS` for a person at an address; blank where she has none."""


def links_in_files(workspace: Workspace, base_url: str, topic_id: int | None = None) -> LinksOf:
    """The links that a list of people may carry along, about a topic or all mail; asks no database."""

    def links_of(person_id: int, address: str) -> tuple[str, str]:
        if not address:
            return "", ""
        links = links_for(workspace, base_url, person_id, address, topic_id)
        return links.unsubscribe_url, links.preferences_url

    return links_of


def preferences_token(workspace: Workspace, link: Link) -> str:
    """The token of the preference page of whom this link is about."""
    chosen = Link(Purpose.PREFERENCES, link.workspace, link.person, link.address_key)
    return sign(chosen, workspace.address_secret)


def unsubscribe_token(workspace: Workspace, link: Link) -> str:
    """The token that stops all mail to whom this link is about."""
    stop = Link(Purpose.UNSUBSCRIBE, link.workspace, link.person, link.address_key)
    return sign(stop, workspace.address_secret)
