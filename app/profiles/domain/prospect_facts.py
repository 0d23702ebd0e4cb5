"""What the live indicators of a prospect are computed from, and how they are said."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from app.activity.domain.labels import Given, Label, labels
from app.activity.domain.summaries import Gift
from app.activity.domain.years import fiscal_year
from app.cultivation.domain.capacity import Capacity
from app.cultivation.domain.stages import UNDER_WAY, Stage

YEARS = 5
"""How many fiscal years, the present one included, count for the frequency and the amount of giving."""


@dataclass(frozen=True, slots=True)
class Speech:
    """How amounts (minor units, currency) and days are written."""

    money: Callable[[int, str], str]
    day: Callable[[date], str]


@dataclass(frozen=True, slots=True)
class Point:
    """One sign for or against, with the numbers that it comes from."""

    title: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything that counts about one constituent on the workspace's day `today`.

    `gifts` and `amounts` are by fiscal year, settled and without refunds, the amounts net in minor units of
    `currency`; `other_currencies` are those of gifts that no amount counts. `barrier` says why no email may
    be sent, "" when it may. `registered` counts places that were not cancelled; `opened` and `clicked`
    messages, without those a machine opened. `roles` are those held today, `next_step` is the one due first.
    """

    today: date
    first_month: int = 1
    is_deceased: bool = False
    is_active: bool = True
    do_not_contact: bool = False
    barrier: str = ""
    currency: str = "USD"
    gifts: Mapping[int, int] = field(default_factory=dict)
    amounts: Mapping[int, int] = field(default_factory=dict)
    total: int = 0
    other_currencies: tuple[str, ...] = ()
    first: date | None = None
    last: Gift | None = None
    largest: Gift | None = None
    registered: int = 0
    attended: int = 0
    delivered: int = 0
    opened: int = 0
    clicked: int = 0
    last_engaged: date | None = None
    roles: tuple[str, ...] = ()
    stage: Stage | None = None
    stage_since: date | None = None
    manager: str = ""
    manager_left: bool = False
    capacity: Capacity | None = None
    capacity_currency: str = ""
    capacity_on: date | None = None
    next_step: str = ""
    due: date | None = None
    last_contact: date | None = None

    @property
    def is_out_of_reach(self) -> bool:
        """Whether nobody may be asked for anything: deceased, do not contact, or inactive."""
        return self.is_deceased or self.do_not_contact or not self.is_active

    @property
    def is_under_way(self) -> bool:
        """Whether the stage is one in which something is expected to happen."""
        return self.stage in UNDER_WAY

    @property
    def this_year(self) -> int:
        """The present fiscal year."""
        return fiscal_year(self.today, self.first_month)

    @property
    def window(self) -> range:
        """The fiscal years that count for frequency and amount."""
        return range(self.this_year - YEARS + 1, self.this_year + 1)

    @property
    def gifts_in_all(self) -> int:
        return sum(self.gifts.values())

    @property
    def recent_gifts(self) -> int:
        """How many gifts there were in the window."""
        return sum(self.gifts.get(year, 0) for year in self.window)

    @property
    def recent_years(self) -> int:
        """In how many years of the window there was a gift."""
        return sum(1 for year in self.window if self.gifts.get(year))

    @property
    def recent_amount(self) -> int:
        """What the window's gifts came to."""
        return sum(self.amounts.get(year, 0) for year in self.window)

    def days_since(self, day: date | None) -> int | None:
        """How many days ago it was; None for no day, 0 for one to come."""
        return None if day is None else max((self.today - day).days, 0)

    def labels(self, say: Speech) -> tuple[Label, ...]:
        """LYBUNT, SYBUNT, lapsed, second-gift window: those that fit."""
        given = Given(self.gifts, self.first, self.last.on if self.last else None)
        return labels(given, today=self.today, first_month=self.first_month, write=say.day)
