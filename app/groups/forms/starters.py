"""Starting points: questions that are asked every season, as drafts to finish, change and save."""

from dataclasses import dataclass

from app.groups.domain.rules import Match
from app.groups.forms.draft import Block, Tree, line_of, numbered
from app.groups.forms.fields import Typed
from app.web.filters import Region
from app.words import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class Starter:
    """One starting point: conditions that all must be met, and those of which none may be."""

    key: str
    family: str
    name: str
    line: str
    wanted: tuple[Typed, ...]
    left_out: tuple[Typed, ...] = ()

    def tree(self, region: Region) -> Tree:
        """It as a draft; what only the reader knows, like the event, is still to be chosen."""
        return numbered(
            Tree(_block(Match.ALL, self.wanted, region), _block(Match.ANY, self.left_out, region))
        )


def _block(match: Match, parts: tuple[Typed, ...], region: Region) -> Block:
    return Block(match, [line_of(dict(typed), region) for typed in parts])


def _pattern(pattern: str) -> Typed:
    return {"type": "giving_pattern", "pattern": pattern, "year": "fiscal"}


def _last(n: int, unit: str = "months", name: str = "period") -> Typed:
    return {name: "last", f"{name}_n": str(n), f"{name}_unit": unit}


_MAILABLE: Typed = {"type": "can_be_emailed"}
_GAVE_NOTHING: Typed = {"type": "gift_count", "op": "none"}
_ENGAGED: Typed = {"type": "in_segment", "segment": "engaged"}

STARTERS = (
    Starter(
        key="lybunt",
        family=N_("Gifts"),
        name=N_("Gave last year, not yet this year"),
        line=N_("LYBUNT who can be emailed: the first to ask again before the fiscal year ends."),
        wanted=(_pattern("lybunt"), _MAILABLE),
    ),
    Starter(
        key="sybunt",
        family=N_("Gifts"),
        name=N_("Gave in earlier years only"),
        line=N_("SYBUNT who can be emailed: gave in some year, but neither in the last nor in this one."),
        wanted=(_pattern("sybunt"), _MAILABLE),
    ),
    Starter(
        key="second_gift",
        family=N_("Gifts"),
        name=N_("Second-gift window"),
        line=N_("Can be emailed, made the first gift in the last 12 months, and no second one yet."),
        wanted=(_pattern("second_gift"), _MAILABLE),
    ),
    Starter(
        key="lapsed_major",
        family=N_("Gifts"),
        name=N_("Lapsed major donors"),
        line=N_(
            "Gave 1,000 or more at once, and nothing for 24 months. Set the amount that is large for you."
        ),
        wanted=(
            {"type": "largest_gift", "op": "at_least", "amount": "1000"},
            {"type": "lapsed", "months": "24"},
        ),
    ),
    Starter(
        key="upgraded",
        family=N_("Gifts"),
        name=N_("Gave more than last year"),
        line=N_("Whose giving grew this fiscal year: to be thanked in person."),
        wanted=(_pattern("upgraded"),),
    ),
    Starter(
        key="eligible_no_gift",
        family=N_("Gifts"),
        name=N_("Can be emailed, gave nothing this year"),
        line=N_("Everybody who may get the appeal and has not given in this fiscal year."),
        wanted=(_MAILABLE, _GAVE_NOTHING | {"period": "this_fiscal"}),
    ),
    Starter(
        key="first_this_year",
        family=N_("Gifts"),
        name=N_("New donors this year"),
        line=N_("Their very first gift came in this fiscal year."),
        wanted=(_pattern("first_time"),),
    ),
    Starter(
        key="event_follow_up",
        family=N_("Events"),
        name=N_("Event follow-up"),
        line=N_("Who attended an event and can be emailed. Choose the event that you follow up."),
        wanted=({"type": "registrations", "statuses_attended": "1", "event": ""}, _MAILABLE),
    ),
    Starter(
        key="no_shows",
        family=N_("Events"),
        name=N_("Registered and did not come"),
        line=N_("No-shows of events of the last 3 months who can be emailed, for a friendly note."),
        wanted=(
            {"type": "registrations", "statuses_no_show": "1", **_last(3, name="event_period")},
            _MAILABLE,
        ),
    ),
    Starter(
        key="recent_registrants",
        family=N_("Events"),
        name=N_("Everybody but recent registrants"),
        line=N_("Can be emailed, leaving out who registered in the last 30 days: for the second invitation."),
        wanted=(_MAILABLE,),
        left_out=({"type": "registrations", **_last(30, "days")},),
    ),
    Starter(
        key="never_emailed",
        family=N_("Email"),
        name=N_("Never emailed"),
        line=N_("Can be emailed, and no message was ever sent: for a first welcome."),
        wanted=(_MAILABLE, {"type": "in_segment", "segment": "never_emailed"}),
    ),
    Starter(
        key="sunset",
        family=N_("Email"),
        name=N_("No sign of life for a year"),
        line=N_("Over a year in Kith, got 5 messages, and opened, clicked, gave, registered not once."),
        wanted=(
            {"type": "emails", "what": "delivered", "n": "5", **_last(12)},
            {"type": "added_within", "period": "over", "period_n": "12", "period_unit": "months"},
        ),
        left_out=(_ENGAGED,),
    ),
    Starter(
        key="clicked",
        family=N_("Email"),
        name=N_("Clicked, but did not give"),
        line=N_("Clicked a link in the last 3 months, gave nothing in these months, and can be emailed."),
        wanted=({"type": "emails", "what": "clicked", **_last(3)}, _GAVE_NOTHING | _last(3), _MAILABLE),
    ),
    Starter(
        key="birthday",
        family=N_("People"),
        name=N_("Birthday this month"),
        line=N_("Birthday in the present month, and can be emailed; it moves on by itself."),
        wanted=({"type": "birth_month", "month": "this"}, _MAILABLE),
    ),
    Starter(
        key="new_people",
        family=N_("People"),
        name=N_("New in the last month"),
        line=N_("Added to Kith in the last 30 days, and can be emailed: for a welcome."),
        wanted=({"type": "added_within", **_last(30, "days")}, _MAILABLE),
    ),
)
"""All of them by family, in the order in which they are offered."""


def starter(key: str) -> Starter | None:
    """The starting point with this key, or None."""
    return next((each for each in STARTERS if each.key == key), None)
