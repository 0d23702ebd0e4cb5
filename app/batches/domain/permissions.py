"""Columns that look like permission. A file cannot know what people chose since it was made."""

import re
from collections.abc import Iterable

from app.batches.domain.headers import words
from app.words import N_

REASON = N_(
    "This column looks like permission to write to people. Permissions never change here: what people chose "
    "in this workspace stays. To record who said no, import the file as restrictions."
)

_ANYWHERE = re.compile(
    r"subscri|\bunsub|\bopt(ed)? ?(in|out)\b|\boptin|\boptout|\bconsent|\bgdpr\b|\bpermission|\bsuppress|"
    r"\bbounce|\bcomplaint|\bdo not \w+|\bdon ?t \w+|\bon hold\b|\bnewsletter|\bmailing list\b|\bprivacy\b|"
    r"\bno (bulk )?(e ?mails?|mail|calls?|phone|sms|text|contact|post|spam)\b|\bbulk mail\b|\bblacklist|"
    r"\be ?mail (lists?|status|disabled|preferences?|allowed|ok|permission)\b|\bblocklist|\bcan spam\b|"
    r"\bok(ay)? to (e ?mail|contact|call|mail|text)\b|\bmay we \w+|\bcan (we )?(e ?mail|contact)\b|"
    r"\bcommunication restrictions\b|\b(contact|communication) preferences?\b|\be ?mail marketing\b|"
    r"\bmarketing (e ?mails?|status|ok|allowed|preferences?|contact status)\b|"
    r"\bdonotemail\b|\bdonotcontact\b|\bnoemail\b|\bdnc\b|\bdne\b|\bdnm\b"
)
_WHOLE = {
    *("status", "member status", "contact status", "list status", "confirm time", "confirm ip", "clean time"),
    *("clean campaign title", "clean campaign id", "marketing", "mailable", "emailable", "contactable"),
    *(
        "account status",
        "unreachable",
        "cleaned",
        "active email",
        "receive email",
        "receive emails",
        "wants email",
    ),
}
_ANSWERS = {
    *("subscribed", "unsubscribed", "cleaned", "nonsubscribed", "non subscribed", "bounced", "complained"),
    *("suppressed", "opted in", "opted out", "opt in", "opt out", "pending confirmation", "unconfirmed"),
}
NO = {
    *("unsubscribed", "cleaned", "bounced", "complained", "suppressed", "opted out", "opt out"),
    *("hard bounce", "hard bounced", "spam", "spam complaint", "do not contact", "do not email", "blocked"),
}


def says_no(header: str, cells: Iterable[str]) -> bool:
    """Whether a column of permission says of everybody in the file that they must not be written to."""
    answers = {words(cell) for cell in cells if cell.strip()}
    return bool(answers) and answers <= NO and is_permission(header, cells)


def is_permission(header: str, cells: Iterable[str] = ()) -> bool:
    """Whether a column says who may be written to, by its header or because every value is such an answer."""
    said = words(header)
    if said in _WHOLE or _ANYWHERE.search(said):
        return True
    answers = {words(cell) for cell in cells if cell.strip()}
    return bool(answers & _ANSWERS) and answers <= _ANSWERS | {"active", "inactive", "pending", "yes", "no"}
