"""What the words of a question mean to the guide: endings, empty words, and words of the office."""

from collections.abc import Iterator, Mapping
from functools import cache

from app.constituents.domain.text import fold

_EMPTY = frozenset(
    """a about again all also am an and another any anybody anyone anything are as at be been before but by
    can cannot cant could did didnt do does doesnt doing done dont for from get gets getting got had
    happen happens has have having he hello her here him his how i id if im in into is isnt it its ive just
    kith know let like make may me might more much must my need needs of on one only or our ours out please
    really same see shall she should show so some somebody someone something still than that thats the their
    them then there these they thing things this those to too up us use using very want wants was way we
    were what whats when where which while who whos why will with wont would you your yours""".split()
)
_CUES = frozenset(
    "after again all before first mean means not off only when where who whom whose why without".split()
)
_NOT = frozenset(
    "cannot cant couldnt didnt doesnt dont hasnt havent isnt never no nobody none wasnt wont".split()
)
_SERVERS = frozenset(
    """backup backups caddy command commands database docker downgrade host hosting https install installation
    log logs port postgres postgresql proxy server servers smtp sqlite ssl upgrade
    upgrading version""".split()
)
# Words that stand together in the guide, and what the office may say instead.
_OFFICE = {
    "add person": "new donor, new person, new contact, new supporter, new member",
    "address list": "mail merge",
    "answer asks": "gdpr request, privacy request, subject access, data request",
    "audience check": "email blast, mass email, mass mailing, before we send, before we mail",
    "back up": "backup, backups",
    "blank": "empty",
    "bounced": "hard bounce, undeliverable, came back",
    "complaint": "spam, junk, spam button",
    "consent": "opt in, opted in, permission, allowed",
    "control totals": "total, totals, sum, add up",
    "correct": "fix, typo, misspelled, misspelt, wrong spelling",
    "deactivate": "inactive, retire, moved away, no longer active, remove, delete a person",
    "deceased": "dead, died, dies, passed away, death",
    "did not come": "no show, no shows, never came, didnt come",
    "do not contact": "stop emailing, stop mailing, never email, do not email, do not mail, dont email",
    "duplicates": (
        "dupe, dupes, double, doubles, twice, merge, merging, combine, clean up, cleanup, same person"
    ),
    "each role": "who can see, who can do, access, rights, administrator, admin, permissions",
    "edit": "fix, typo, misspelled, change",
    "email events": "mailchimp, webhook, sending service, sending tool",
    "erase": "gdpr, delete, deleting, forget, wipe, delete everything, delete a person",
    "export": "download, mail merge, address list, get out, print",
    "figures": "how many people, statistics, open rate, numbers",
    "file": "csv, excel, xlsx, xls, sheet, spreadsheet, google sheet",
    "former name": "married, maiden, maiden name, changed name, got married",
    "gift": (
        "donation, donations, contribution, contributions, payment, payments, money, gave, give, pledge"
    ),
    "group": "mailing list, mailing lists, segment, segments, tag, tags, label, labels, list",
    "import": "csv, excel, xlsx, xls, spreadsheet, upload",
    "interest group": "newsletter, newsletters, topic, topics, subscription",
    "invite": (
        "coworker, coworkers, colleague, colleagues, teammate, volunteer, volunteers, new user, "
        "users, login for"
    ),
    "keys": "shortcut, shortcuts, hotkey, keyboard, keyboard shortcuts",
    "lift restriction": "unblock, unsuppress, allow again, release",
    "limits": "how big, how large, how many rows, maximum, too big, size",
    "network": "internet, no internet, wifi, offline, connection",
    "new name": "married, changed name, got married",
    "opened": "read the email, read it, open rate",
    "order import": "import first",
    "password": "log in, login, locked out",
    "person": (
        "contact, contacts, constituent, constituents, donor, donors, supporter, supporters, somebody new"
    ),
    "put back": "bring back, restore, revert",
    "refund": "money back, give back, chargeback",
    "registrations": (
        "attendance, attendee, attendees, rsvp, rsvps, ticket, tickets, guest, guest list, sign up"
    ),
    "remove": "get rid, take off, delete",
    "restriction": (
        "blacklist, blocklist, block, stop emailing, stop mailing, never email, do not email, do "
        "not mail, dont email, suppression, blocked"
    ),
    "restrictions": "must not be emailed, not be emailed, suppression list, opt out list",
    "revenue batch": "check, checks, cheque, cheques, envelopes, pile of checks, stack of checks",
    "sample": "demo, example people, test data, test people",
    "search": "find, look up, lookup, look for, find someone, find somebody",
    "self hosting": "server, own computer",
    "sign in": "log in, login, log on",
    "sign out": "log out, logout, log off",
    "soft credit": "husband, wife, spouse, couple, jointly, give together, gave together",
    "somebody leaves": "coworker left, left us, has left, quit, former employee",
    "suppressed": "suppression, blocked, blacklist, spam",
    "take back": "reverse, mistake, by mistake",
    "take out": "remove, get rid, take off, delete",
    "turn on": "connect, enable, activate, hook up",
    "two records": (
        "dupe, dupes, twice, duplicates, merge two people, merge two, merge people, same person "
        "twice, two people who"
    ),
    "undo": (
        "accident, bring back, by mistake, mistake, revert, rollback, roll back, reverse, "
        "restore, take back, undone"
    ),
    "unsubscribe": "opt out, optout, opted out, unsubscribed, stop getting, no more email",
    "upgrade": "update, new version, latest version",
    "wrong": "mistake, incorrect",
}
_ENDINGS = tuple(
    ending.partition(":")[::2]
    for ending in "ies:y sses:ss ss:ss ibility:ible ions: ion: ing: edly: ed: es: s: e:".split()
)
Phrase = tuple[str, ...]
"""The stems of words that mean something when they stand together."""
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


def terms(text: str) -> Iterator[tuple[str, tuple[Phrase, ...]]]:
    """The words of a question that say something, each with what else it may be called in the guide.

    Several words that mean one thing are one, as "mailing list"; of a question of empty words, all count.
    """
    words = fold(text).split()
    empty = _EMPTY if any(word not in _EMPTY for word in words) else frozenset[str]()
    while words:
        length = next((n for n in range(_LONGEST_PHRASE, 1, -1) if _key(words[:n]) in _office()), 1)
        said, words = words[:length], words[length:]
        if length > 1 or said[0] not in empty:
            yield " ".join(said), _office().get(_key(said), ())


def cues(text: str) -> frozenset[str]:
    """The words of a question that say what kind of answer it asks for: "why", "again", "without"."""
    return _CUES.intersection("not" if word in _NOT else word for word in fold(text).split())


def is_about_servers(text: str) -> bool:
    """Does a question name what only those know who run the program?"""
    return not _SERVERS.isdisjoint(fold(text).split())


def says_nothing(word: str) -> bool:
    """Is this a word like "the", which stands everywhere?"""
    return word in _EMPTY


def _key(words: list[str]) -> str:
    return " ".join(map(stem, words))


@cache
def _office() -> Mapping[str, tuple[Phrase, ...]]:
    meanings: dict[str, tuple[Phrase, ...]] = {}
    for guide, said in _OFFICE.items():
        phrase = tuple(stem(word) for word in guide.split() if word not in _EMPTY)
        for other in said.split(", "):
            key = _key(other.split())
            meanings[key] = tuple(dict.fromkeys((*meanings.get(key, ()), phrase)))
    return meanings
