"""What other tools' columns say: which of them hold a no, and what each of their values means.

Sources: exports of Mailchimp, CiviCRM, Constant Contact, HubSpot and Substack, and the usual words of
hand-made lists.
"""

import re
from enum import StrEnum

from app.batches.domain.headers import words
from app.restrictions.domain.reasons import Meaning, Reason, Silence


class Asks(StrEnum):
    """What a column asks that holds no single reason."""

    PERMISSION = "permission"
    """"Subscribed", "Newsletter": a no in it is an unsubscribe."""
    STATUS = "status"
    """A word says how it stands."""


_BESIDE_THE_POINT = re.compile(
    r"\b(reason|comments?|campaigns?|title|id|ip|other|notes?|source|by|method|url|link|topic|type)\b"
)
_NOT_EMAIL = re.compile(
    r"\bdo not (phone|call|sms|text|trade|mail|post|fax)\b|\bno (calls?|phone|sms|text|post|mail)\b"
)
_STATUS = re.compile(r"\b(status|state)$|^(e ?mail )?status\b")
_WHY = {
    "reason",
    "reasons",
    "restriction",
    "restrictions",
    "restriction reason",
    "reason for restriction",
}
_FLAGS: tuple[tuple[re.Pattern[str], Reason | Asks], ...] = (
    (re.compile(r"\bcomplain|\bspam\b|\babuse\b"), Reason.COMPLAINED),
    (
        re.compile(r"\bbounced?\b|\bclean(ed)? ?(time)?\b|\bundeliver|\bunreachable\b|\bon hold\b"),
        Reason.BOUNCED,
    ),
    (re.compile(r"\bunsub|\bopt(ed)? ?out\b|\boptout\b|\bno bulk\b|\bremoved\b"), Reason.UNSUBSCRIBED),
    (
        re.compile(
            r"\bdo ?not ?(e ?mail|contact|market|send|solicit)|\bdon ?t (e ?mail|contact)|"
            r"\bno (e ?mails?|contact|spam)\b|\bnoemail\b|\bdnc\b|\bdne\b|suppress|"
            r"\bblocklist|\bblacklist|\be ?mail disabled\b"
        ),
        Reason.DO_NOT_CONTACT,
    ),
    (
        re.compile(
            r"subscri|\bopt(ed)? ?in\b|\boptin\b|\bconsent|\bnewsletter|\bmailing list\b|\bmarketing\b|"
            r"\b(ok(ay)?|may we|can we|can) (to )?(e ?mail|contact)|\bmailable\b|\bemailable\b|"
            r"\bcontactable\b|\b(wants|receives?|active) e ?mails?\b|\bgdpr\b|"
            r"\be ?mail (ok|allowed|permission)\b"
        ),
        Asks.PERMISSION,
    ),
)
_YES = {"yes", "y", "true", "t", "1", "x", "on", "checked", "ja", "oui", "si", "sí", "wahr", "vrai"}
_NO = {"no", "n", "false", "f", "0", "off", "unchecked", "nein", "non", "never", "falsch", "faux"}
_BLANK = {"", "none", "null", "n a", "na", "not set", "unknown"}
_DATE = re.compile(
    r"\d{4}[-/.]\d|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2} [a-z]{3,9} \d{4}|[a-z]{3,9} \d{1,2},? \d{4}", re.I
)
_WORDS: dict[Meaning, str] = {
    Reason.UNSUBSCRIBED: (
        "unsubscribed | unsubscribe | unsub | opted out | opt out | optout | removed | on hold opt out | "
        "user opted out | globally unsubscribed | unsubscribed from all | withdrawn | no consent"
    ),
    Reason.BOUNCED: (
        "bounced | bounce | hard bounce | hard bounced | hardbounce | cleaned | undeliverable | "
        "non deliverable | invalid | invalid email | on hold bounce | on hold | mailbox not found"
    ),
    Reason.COMPLAINED: (
        "complained | complaint | spam | spam complaint | spam report | marked as spam | reported spam | "
        "abuse | abuse complaint | reported as spam"
    ),
    Reason.DO_NOT_CONTACT: (
        "do not contact | do not email | do not e mail | do not mail | dnc | never contact | suppressed | "
        "blocked | blocklisted | blacklisted | no contact | no email"
    ),
    Silence.PERMITS: (
        "subscribed | subscribe | active | confirmed | opted in | opt in | optin | express | implied | "
        "express consent | implied consent | explicit | consented | granted | allowed | enabled | ok"
    ),
    Silence.NOTHING: (
        "pending | pending confirmation | unconfirmed | awaiting confirmation | no permissions set | "
        "non subscribed | nonsubscribed | not subscribed | transactional | new | imported | no choice"
    ),
}
_KNOWN: dict[str, Meaning] = {
    spelling: meaning for meaning, spellings in _WORDS.items() for spelling in spellings.split(" | ")
}


def asked_by(header: str) -> Reason | Asks | None:
    """The no that a yes in this column is, or what it asks else; None for a column that says nothing of it.

    Columns about post, calls and text messages are none: only email is restricted here.
    """
    said = words(header)
    if said in _WHY:
        return Asks.STATUS
    if _BESIDE_THE_POINT.search(said) or _NOT_EMAIL.search(said):
        return None
    if _STATUS.search(said):
        return Asks.STATUS
    return next((asks for pattern, asks in _FLAGS if pattern.search(said)), None)


def meaning(header: str, value: str) -> Meaning:
    """What a value in a column of this name says, without anybody having been asked."""
    asks, said = asked_by(header), words(value)
    if said in _BLANK or asks is None:
        return Silence.NOTHING
    if asks is Reason.BOUNCED and said == "2":  # how CiviCRM writes that who is on hold has opted out
        return Reason.UNSUBSCRIBED
    if known := _KNOWN.get(said):
        return known
    match asks:
        case Asks.STATUS:
            return Silence.UNKNOWN
        case Asks.PERMISSION:
            return Reason.UNSUBSCRIBED if said in _NO else Silence.PERMITS
        case _:
            return _flag(asks, said, value)


def _flag(reason: Reason, said: str, value: str) -> Meaning:
    if said in _YES or _DATE.search(value):
        return reason
    return Silence.NOTHING if said in _NO else Silence.UNKNOWN
