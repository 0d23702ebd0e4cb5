"""Which members of a group are asked for: a text, filters, an order. It is all in the address."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from app.consent.domain.barrier import Barrier
from app.constituents.domain.text import visible
from app.groups.domain.kinds import JoinedBy
from app.words import _, dated

LONGEST = 100


class By(StrEnum):
    """What the list is sorted by: the name from A, or the latest first."""

    NAME = "name"
    JOINED = "joined"
    GIFT = "gift"


class Mail(StrEnum):
    """Whether they can be emailed; a reason why not is a `Barrier`."""

    YES = "yes"
    NO = "no"


BY_RULE = (JoinedBy.RULE, JoinedBy.PIN)
BY_HAND = (JoinedBy.HAND, JoinedBy.BATCH, JoinedBy.COPY)
"""How members of a dynamic and of a static group came in."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A text, filters in force, and an order; `mail` is asked about the topic, None for about anything."""

    text: str = ""
    mail: Mail | Barrier | None = None
    topic: int | None = None
    way: JoinedBy | None = None
    since: date | None = None
    by: By = By.NAME
    turned: bool = False

    @property
    def narrows(self) -> bool:
        """Whether anybody could be left out."""
        return bool(self.text or self.mail or self.way or self.since)

    @property
    def falling(self) -> bool:
        """From the highest down; days begin with the latest."""
        return (self.by is not By.NAME) is not self.turned

    @property
    def sort(self) -> str:
        """The order as an address has it: a dash in front turns it round."""
        return f"-{self.by}" if self.turned else self.by.value

    @property
    def query(self) -> dict[str, str]:
        """The parameters of an address that asks for the same."""
        told = {
            "q": self.text,
            "mail": self.mail.value if self.mail else "",
            "topic": str(self.topic) if self.topic and self.mail else "",
            "how": self.way.value if self.way else "",
            "since": self.since.isoformat() if self.since else "",
            "sort": "" if self.sort == By.NAME else self.sort,
        }
        return {name: value for name, value in told.items() if value}

    def sorted_by(self, by: By) -> "Wanted":
        """The same in another order; asked for the order that is in force, the other way round."""
        return replace(self, by=by, turned=by is self.by and not self.turned)

    def without(self, name: str) -> "Wanted":
        """The same with one filter less, by its name in an address."""
        return read({key: value for key, value in self.query.items() if key != name})


def read(args: Mapping[str, str]) -> Wanted:
    """What an address asks for; what cannot be understood of it is as if it were not there."""
    sort, topic = args.get("sort", ""), args.get("topic", "")
    by, mail, way = sort.removeprefix("-"), args.get("mail", ""), args.get("how", "")
    return Wanted(
        text=visible(args.get("q", ""))[:LONGEST],
        mail=_mail(mail),
        topic=int(topic) if topic.isascii() and topic.isdigit() and len(topic) < 20 else None,
        way=JoinedBy(way) if way in list(JoinedBy) else None,
        since=_day(args.get("since", "")),
        by=By(by) if by in list(By) else By.NAME,
        turned=sort.startswith("-") and by in list(By),
    )


def chips(wanted: Wanted, topics: Mapping[int, str]) -> Iterator[tuple[str, str]]:
    """What is in force, each by its name in an address and in words; `topics` are the names by id."""
    if wanted.text:
        yield "q", f"“{wanted.text}”"
    if wanted.mail:
        yield "mail", _mail_words(wanted, topics)
    if wanted.way:
        yield "how", str(wanted.way.words)
    if wanted.since:
        yield "since", _("Joined since {day}", day=dated(wanted.since))


def words(wanted: Wanted, topics: Mapping[int, str]) -> str:
    """The same as one line, "" where nothing is in force."""
    return " · ".join(said for __, said in chips(wanted, topics))


def _mail_words(wanted: Wanted, topics: Mapping[int, str]) -> str:
    topic = topics.get(wanted.topic or 0)
    if wanted.mail is Mail.YES:
        return _("Can be emailed about {topic}", topic=topic) if topic else _("Can be emailed")
    said = _("Cannot be emailed about {topic}", topic=topic) if topic else _("Cannot be emailed")
    return f"{said}: {wanted.mail.label}" if isinstance(wanted.mail, Barrier) else said


def _mail(text: str) -> Mail | Barrier | None:
    if text in list(Mail):
        return Mail(text)
    return Barrier(text) if text in list(Barrier) else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == len("2026-01-31") else None
    except ValueError:
        return None
