"""Columns that look like permission. No import reads them: a file cannot know what people decided since it was made."""

import re
from collections.abc import Iterable

from app.imports.domain.headers import words

REASON = (
    "This column looks like permission to write to people. Permissions never change here: what people chose in "
    "this workspace stays as it is. To add unsubscribes, bounces or complaints, import them as suppressions."
)

_ANYWHERE = re.compile(
    r"subscri|\bunsub|\bopt(ed)? ?(in|out)\b|\boptin|\boptout|\bconsent|\bgdpr\b|\bpermission|\bsuppress|\bbounce|"
    r"\bdo not \w+|\bdont \w+|\bdon t \w+|\bno (bulk )?(e ?mails?|mail|calls?|phone|sms|text|contact|post|spam)\b|"
    r"\bon hold\b|\bnewsletter|\bmailing list\b|\b(use for )?bulk mail\b|\bcommunication restrictions\b|"
    r"\bemail (list|lists|status|disabled|preference|preferences|allowed|ok)\b|\be mail (status|allowed|ok)\b|"
    r"\b(ok|okay) to (e ?mail|contact|call|mail|text)\b|\bmay we \w+|\bcan (we )?(e ?mail|contact)\b|"
    r"\bcontact preferences?\b|\bcommunication preferences?\b|\bprivacy\b|\bblacklist|\bblocklist|\bcomplaint|"
    r"\bmarketing (e ?mails?|status|ok|allowed|preference|preferences|contact status)\b|\be ?mail marketing\b|"
    r"\bdonotemail\b|\bdonotcontact\b|\bnoemail\b|\bdnc\b|\bdne\b|\bdnm\b|\bcan spam\b"
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


def is_permission(header: str, cells: Iterable[str] = ()) -> bool:
    """Whether a column says who may be written to, by its header or because every value is such an answer."""
    said = words(header)
    if said in _WHOLE or _ANYWHERE.search(said):
        return True
    answers = {words(cell) for cell in cells if cell.strip()}
    return bool(answers & _ANSWERS) and answers <= _ANSWERS | {"active", "inactive", "pending", "yes", "no"}
