"""Reading a call of any service. Whatever was sent, the answer is a reading and never an error."""

from collections.abc import Callable, Mapping
from datetime import datetime

from app.inbound.domain import mailgun, postmark, resend, sendgrid, ses
from app.inbound.domain.providers import Provider
from app.inbound.domain.vocabulary import Reading, nothing
from app.words import _, figure

Reader = Callable[[bytes, Mapping[str, str], datetime], Reading]

READERS: dict[Provider, Reader] = {
    Provider.SENDGRID: sendgrid.read,
    Provider.MAILGUN: mailgun.read,
    Provider.POSTMARK: postmark.read,
    Provider.SES: ses.read,
    Provider.RESEND: resend.read,
}
MOST = 5_000
"""Reports in one call; no service sends as many."""


def read(provider: Provider, body: bytes, headers: Mapping[str, str], received_at: datetime) -> Reading:
    """What this call of this service says."""
    try:
        found = READERS[provider](body, headers, received_at)
    except ValueError:
        return nothing(_("This is not what {label} sends: it is no JSON.", label=provider.label))
    if len(found.items) > MOST:
        return nothing(
            _(
                "One call holds {events} events, which is more than any service sends.",
                events=figure(len(found.items)),
            )
        )
    return found
