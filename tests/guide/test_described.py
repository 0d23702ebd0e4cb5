"""What staff can choose or be told has its place in the guide, under the very words that the screens show."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from wtforms import HiddenField
from wtforms.fields.core import UnboundField

from app.accounts.domain.roles import Module, Permission, Role
from app.accounts.forms import OrganizationForm, YouForm
from app.activity.domain.gift_words import KINDS as GIFT_KINDS
from app.activity.domain.gift_words import STATUSES
from app.activity_imports.domain.words import LEFT_OUT, WAITS
from app.batches.domain.rows import Outcome
from app.batches.routes import causes
from app.config import Settings
from app.consent.domain.acts import StaffAct
from app.consent.domain.barrier import Barrier, Gate
from app.consent.domain.facts import SuppressionReason
from app.consent.forms.rules import RulesForm as ConsentRulesForm
from app.events.domain.words import STATUS as REGISTRATION_STATUSES
from app.groups.domain.segments import Segment
from app.groups.forms.kinds import FAMILIES
from app.groups.forms.starters import STARTERS
from app.inbound.forms import RulesForm as EventRulesForm
from app.matching.forms import MatchingForm
from app.preferences.forms import AppearanceForm
from app.updates.domain.topics import TOPICS
from app.web.badges import look
from app.web.forms import Form

GUIDE = Path(__file__).resolve().parents[2] / "docs/tenant"


def labels_of(form: type[Form]) -> list[str]:
    """What stands beside the fields of a form."""
    made = [each for each in vars(form).values() if isinstance(each, UnboundField)]
    return [str(each.args[0]) for each in made if not issubclass(each.field_class, HiddenField)]


NAMED: Mapping[tuple[str, str], Iterable[str]] = {
    ("self-hosting", "Settings"): [each.metadata["name"] for each in fields(Settings)],
    ("settings", "Organization"): labels_of(OrganizationForm),
    ("settings", "Modules"): [each.label for each in Module],
    ("settings", "Who may be emailed"): labels_of(ConsentRulesForm),
    ("settings", "Matching"): labels_of(MatchingForm),
    ("settings", "Preference page"): labels_of(AppearanceForm),
    ("settings", "Email events"): labels_of(EventRulesForm),
    ("settings", "Your settings"): labels_of(YouForm),
    ("settings", "The four roles"): [each.label for each in Role],
    ("eligibility", "The eleven gates"): [each.words for each in Gate],
    ("eligibility", "Every reason"): [each.label for each in Barrier],
    ("eligibility", "Why an address is suppressed"): [each.words for each in SuppressionReason],
    ("eligibility", "Restrictions that staff add"): [each.label for each in StaffAct],
    ("activity", "Kinds of gift"): GIFT_KINDS.values(),
    ("activity", "Status of a gift"): STATUSES.values(),
    ("activity", "Status of a registration"): REGISTRATION_STATUSES.values(),
    ("activity", "Why a row waits"): WAITS.values(),
    ("activity", "Why a row is left out"): LEFT_OUT.values(),
    ("import", "Outcomes"): [look(each.value).word for each in Outcome],
    ("import", "Why rows wait or are left out"): causes._WORDS.values(),
    ("groups", "Quick segments"): [each.label for each in Segment],
    ("groups", "Starting points"): [each.name for each in STARTERS],
    ("groups", "Conditions"): [kind.label for kinds in FAMILIES.values() for kind in kinds.values()],
    ("update-rules", "The rules"): [each.title for each in TOPICS],
}
"""What the tables under a heading of an area name in their first column."""


@pytest.mark.parametrize(("area", "heading"), NAMED)
def test_the_guide_names_just_what_there_is(area: str, heading: str) -> None:
    there = {str(each) for each in NAMED[area, heading]}

    told = [row[0] for row in tables(area, heading)]

    assert {"untold": there - {*told}, "unknown": {*told} - there} == {"untold": set(), "unknown": set()}
    assert len(told) == len({*told}), "nothing is told twice"


def test_each_option_of_an_update_rule_stands_in_the_row_of_its_rule() -> None:
    rows = {row[0]: " ".join(row[1:]) for row in tables("update-rules", "The rules")}

    untold = [
        (topic.title, option.label)
        for topic in TOPICS
        for option in topic.options
        if str(option.label) not in rows[str(topic.title)]
    ]

    assert not untold


MAY = {
    "look and search": Permission.VIEW,
    "edit, import, build groups, record gifts and registrations": Permission.EDIT,
    "add a restriction, record consent with its evidence": Permission.EDIT,
    "take lists out as files": Permission.EXPORT,
    "commit an import of more than 1,000 rows": Permission.COMMIT_LARGE,
    "lift a restriction that staff added": Permission.LIFT,
    "change settings, invite people, change roles": Permission.MANAGE,
    "make somebody an owner, or change an owner's role": Permission.OWN,
}
"""What the table of roles tells, and the permission that it asks for."""


def test_the_table_of_roles_tells_who_may_do_what() -> None:
    told = {what: tuple(cells) for what, *cells in tables("settings", "What each role may do")}

    assert told == {
        what: tuple("yes" if role.may(permission) else "no" for role in Role)
        for what, permission in MAY.items()
    }
    assert set(MAY.values()) == set(Permission) - {Permission.SIGNED_IN, Permission.PUBLIC}


def tables(area: str, heading: str) -> list[list[str]]:
    """The rows, cell by cell, of all tables under a heading, on the one page of an area that has it."""
    found = [rows for page in sorted((GUIDE / area).glob("*.md")) for rows in _below(page, heading)]
    assert len(found) == 1, (
        f"{len(found)} pages of “{area}” have tables under the heading “{heading}”, not one"
    )
    return found[0]


def _below(page: Path, heading: str) -> Iterator[list[list[str]]]:
    tokens = MarkdownIt("commonmark").enable("table").parse(page.read_text())
    for index, token in enumerate(tokens):
        if token.type == "heading_open" and _words(tokens[index + 1]) == heading:
            yield from filter(None, [list(_rows(_section(tokens[index + 1 :], token.tag)))])


def _section(tokens: Iterable[Token], tag: str) -> Iterator[Token]:
    """Until the next heading that is as high."""
    for token in tokens:
        if token.type == "heading_open" and token.tag <= tag:
            return
        yield token


def _rows(tokens: Iterable[Token]) -> Iterator[list[str]]:
    cells: list[str] = []
    in_body = in_cell = False
    for token in tokens:
        match token.type:
            case "tbody_open" | "tbody_close":
                in_body = token.type == "tbody_open"
            case "tr_open":
                cells = []
            case "tr_close" if in_body:
                yield cells
            case "td_open" | "td_close":
                in_cell = token.type == "td_open"
            case "inline" if in_cell:
                cells.append(_words(token))


def _words(token: Token) -> str:
    return "".join(each.content for each in token.children or () if each.type in ("text", "code_inline"))
