"""The rows of the file for the sending tool."""

from collections.abc import Iterator

from app.audiences.domain.file import HEADER, Addressee
from app.audiences.models import AudienceCheck
from app.audiences.queries.again import addressees
from app.audiences.queries.asking import Audience
from app.consent.services import links_for


def rows(
    check: AudienceCheck, audience: Audience, base_url: str, *, mailbox: str = ""
) -> Iterator[tuple[str, ...]]:
    """The head, and one row for each message that goes out now; one statement, read as a stream.

    Who writes to the `mailbox`, which `kith unsubscribe -` reads, unsubscribes too.
    """
    yield tuple(HEADER)
    for each in addressees(check, audience):
        yield _row(audience, each, base_url, mailbox)


def _row(audience: Audience, each: Addressee, base_url: str, mailbox: str) -> tuple[str, ...]:
    topic = audience.topic.id if audience.topic else None
    links = links_for(audience.workspace, base_url, each.id, each.address, topic, mailbox=mailbox)
    return (
        *(each.address, each.first, each.last, each.name, each.lookup_id),
        *(links.unsubscribe_url, links.preferences_url),
        *(links.headers["List-Unsubscribe"], links.headers["List-Unsubscribe-Post"]),
    )
