"""What the words of a question mean to the guide: endings, empty words, and words of the office."""

from collections.abc import Iterator, Mapping
from functools import cache

from app.constituents.domain.text import fold

_EMPTY = frozenset(
    """a about again all also am an and another any anybody anyone anything are as at be been before but by
    can cannot cant could did didnt do does doesnt doing done dont for from get gets getting got had
    happen happens has have having hello here how i id if im in into is isnt it its ive just kith know
    let like make may me might more much must my need needs of on one only or our ours out please really
    same see shall she should show so some somebody someone something still than that thats the their
    them then there these they thing things this those to too up us use using very want wants was way we
    were what whats when where which while whos why will with wont would you your yours""".split()
)
# Words of the guide, and what the office may say instead, be it in several words.
_OFFICE = {
    "audience check": "email blast, mass email, mass mailing, campaign list",
    "bounced": "hard bounce, undeliverable, returned",
    "complaint": "spam, junk, spam button",
    "consent": "opt in, opted in, permission, allowed",
    "constituent people": "contact, contacts, donor, donors, supporter, supporters, member, person",
    "correct edit": "fix, typo, misspelled, change",
    "deactivate": "no longer, inactive, retire, archive, moved away",
    "deceased": "dead, died, dies, passed away, death",
    "duplicates": "dupe, dupes, twice, double, doubles, two records, same person, two people",
    "email events": "mailchimp, sendgrid, postmark, webhook, sending service, sending tool",
    "erase": "gdpr, delete, deleting, forget, forgotten, wipe",
    "event registrations": "attendance, attendee, attendees, rsvp, rsvps, ticket, tickets, guest list",
    "export": "download, mail merge, address list, mailchimp, get out",
    "file import upload": "csv, excel, xlsx, xls, sheet, spreadsheet, google sheet",
    "find search": "look up, lookup, look for",
    "former name": "married, maiden, maiden name, changed name",
    "gift donation": "donation, donate, donated, contribution, payment, check, checks, money, gave",
    "group": "mailing list, mailing lists, segment, segments, tag, tags, label, list",
    "interest group": "newsletter, newsletters, topic, topics, subscription",
    "keys": "shortcut, shortcuts, hotkey, keyboard, keyboard shortcuts",
    "merge duplicates": "merge, merging, combine, clean up, cleanup",
    "no show": "did not come, didnt come, never came",
    "password": "2fa, log in, login, locked out",
    "people roles invite": (
        "coworker, colleague, colleagues, teammate, volunteer, volunteers, user, users, login for"
    ),
    "remove": "delete, get rid, take off, take out",
    "restriction do not contact": (
        "blacklist, blocklist, block, stop emailing, stop mailing, never email, do not email"
    ),
    "self hosting install": "server, docker, own computer",
    "sign in": "log in, login, log on",
    "sign out": "log out, logout, log off",
    "staff roles": "who can see, access, rights, administrator, admin",
    "suppressed restriction": "suppression, blocked",
    "undo": (
        "accident, bring back, by mistake, mistake, revert, rollback, roll back, reverse, "
        "restore, take back, undone"
    ),
    "unsubscribe": "opt out, optout, opted out, unsubscribed, stop getting, no more email",
}
_ENDINGS = tuple(
    ending.partition(":")[::2]
    for ending in "ies:y sses:ss ss:ss ibility:ible ions: ion: ing: edly: ed: es: s: e:".split()
)
_SHORTEST = 3
_DOUBLED = frozenset("dfls")
"""Letters that may be double at the end of a word that has no ending, as in "add", "roll" and "miss"."""
_LONGEST_PHRASE = 3


@cache
def stem(word: str) -> str:
    """The word without its ending, so that "merged", "merging" and "merge" are one."""
    for ending, instead in _ENDINGS:
        root = word.removesuffix(ending)
        if root != word and len(root) >= _SHORTEST:
            word = root + instead
            break
    return word[:-1] if word[-1] == word[-2:-1] and word[-1] not in _DOUBLED else word.removesuffix("e")


def stems(text: str) -> list[str]:
    """The stems of the words of a text, in order."""
    return [stem(word) for word in fold(text).split()]


def terms(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The words of a question that say something, each with the stems of what else it may mean in the guide.

    Several words that mean one thing are one, as "mailing list"; of a question of empty words, all count.
    """
    words = fold(text).split()
    empty = _EMPTY if any(word not in _EMPTY for word in words) else frozenset[str]()
    while words:
        length = next((n for n in range(_LONGEST_PHRASE, 1, -1) if _key(words[:n]) in _office()), 1)
        said, words = words[:length], words[length:]
        if length > 1 or said[0] not in empty:
            yield " ".join(said), _office().get(_key(said), ())


def says_nothing(word: str) -> bool:
    """Is this a word like "the", which stands everywhere?"""
    return word in _EMPTY


def _key(words: list[str]) -> str:
    return " ".join(map(stem, words))


@cache
def _office() -> Mapping[str, tuple[str, ...]]:
    meanings: dict[str, tuple[str, ...]] = {}
    for guide, said in _OFFICE.items():
        for phrase in said.split(", "):
            key = _key(phrase.split())
            meanings[key] = (*meanings.get(key, ()), *stems(guide))
    return meanings
