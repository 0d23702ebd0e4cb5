"""From a row to what became of a message."""

from datetime import UTC, datetime

from app.activity.domain.kinds import BounceKind, EmailEventKind
from app.activity_imports.domain.facts import CampaignFact, Happening, MailFact, NotAFact
from app.activity_imports.domain.gifts import LEFT
from app.activity_imports.domain.meanings import SKIP
from app.activity_imports.domain.row import Row, content_key
from app.constituents.domain.problems import Problem
from app.words import N_, _

NO_MAILING = NotAFact("no_mailing", N_("The row names no mailing: this did not come out of one."))
_NOES = (EmailEventKind.UNSUBSCRIBED, EmailEventKind.COMPLAINED, EmailEventKind.BOUNCED)
_NO_OF_NO_MAILING = Problem(
    N_("This says no to email and names no mailing."),
    N_("the mailing it was about"),
    N_("Import the file as restrictions, so that nobody writes there any more."),
)


def read_mail(row: Row) -> MailFact | NotAFact:
    """What happened; the row notes what is wrong with it."""
    said = row.meant("happening") or (row.reading.happening or "")
    if said == SKIP:
        return LEFT
    if not row.reading.about and not row.text("campaign_name") and not row.text("campaign_key"):
        if said in _NOES:
            row.complain("campaign_name", _NO_OF_NO_MAILING)
        return NO_MAILING
    if not said:
        row.need("happening", _("What happened"))
    happened = row.moment("date", row.text("time"))
    campaign = _campaign(row, happened)
    kind = EmailEventKind(said) if said else EmailEventKind.SENT
    bounce = _bounce(row, kind)
    key = _key(row, campaign, kind, happened)
    at = happened or campaign.sent_at
    return MailFact(
        source=row.reading.source,
        key=key,
        who=row.who,
        campaign=campaign,
        happenings=(Happening(key=key, kind=kind, at=at, bounce=bounce),),
        exact=happened is not None,
    )


def _campaign(row: Row, happened: datetime | None) -> CampaignFact:
    """The mailing of the row, else the one that all rows are about.

    Where nothing says when it was sent, it was at the latest when the first thing became of it.
    """
    stated, source = row.reading.about, row.reading.source
    if stated and not row.text("campaign_name"):
        return CampaignFact(source=source, key=stated.key, name=stated.name, sent_at=stated.at)
    told = row.moment("campaign_sent")
    sent = told or happened
    if sent is None:
        row.need("campaign_sent" if row.reading.has("campaign_sent") else "date", _("When it happened"))
    key = row.words("campaign_key", 200)
    return CampaignFact(
        source=source,
        key=key,
        name=row.words("campaign_name") or key,
        sent_at=sent or datetime(1970, 1, 1, tzinfo=UTC),
        subject=row.words("campaign_subject"),
        is_dated=told is not None,
    )


def _bounce(row: Row, kind: EmailEventKind) -> BounceKind | None:
    """Whether a bounce is for good. One of which nothing says so may pass."""
    if kind is not EmailEventKind.BOUNCED:
        return None
    if said := row.meant("bounce"):
        return BounceKind(said)
    return row.reading.bounce or BounceKind.TRANSIENT


def _key(row: Row, campaign: CampaignFact, kind: EmailEventKind, happened: datetime | None) -> str:
    if row.text("key"):
        return row.words("key", 200)
    of = campaign.key or (campaign.name, campaign.sent_at)
    return content_key(of, row.text("email"), kind, happened, row.text("link"))
