"""Which screens have no entry of their own in the guide, and are explained by the page of their family."""

from flask import Flask

from app.guide.domain.screens import _HELP

NO_SCREENS = ("guide.", "design.", "operations.", "asset")
"""The guide itself, and what shows nothing about the data."""
BY_THEIR_FAMILY = {
    "accounts.": "invitation people set_up sign_in",
    "accounts.password": "_reset",
    "activity_imports.": "decisions edit review row show",
    "appearance.": "settings",
    "audiences.": "confirm_deletion index show status",
    "batch_entry.": "confirm_discard index meanwhile new show",
    "batch_entry.fill": "_columns ing_progress",
    "batch_entry.paste": "_page",
    "batch_entry.return": "_page",
    "batch_entry.template": "_columns _confirm_delete _edit _matching _new _rules s",
    "batches.": "decisions edit next_row review row",
    "batches.result": "_people",
    "campaigns.": "index show",
    "consent.": "add_restriction",
    "consent.interest": "_add _edit _joining _leaving _new _reach s",
    "consent.lift": "_restriction",
    "cultivation.": "roll_back",
    "cultivation.constituency": "_edit _new",
    "cultivation.note": "_edit _new s_of",
    "cultivation.prospect": "_edit",
    "events.": "index show",
    "events.door": "_counts",
    "giving.": "filters index",
    "groups.": "index status",
    "imports.": "confirm_discard index new sample",
    "inbound.": "door index",
    "lifecycle.": "left",
    "matching.": "settings",
    "preferences.": "colors page unsubscribe",
    "profiles.": "groups older overview pick similar start_again",
    "profiles.choose_": "export group",
    "profiles.edit": "_part",
    "profiles.new": "_individual _organization",
    "reports.": "choose_group index people",
    "restrictions.": "checking new progress show",
    "restrictions.confirm": "_discard",
    "sample.": "show",
    "updates.": "settings",
}
"""The beginning of the endpoints, and how those go on which its page explains."""


def test_every_other_screen_has_an_entry_of_its_own(app: Flask) -> None:
    shown = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}

    without = {name for name in shown - _HELP.keys() if not name.startswith(NO_SCREENS)}

    assert without == {
        beginning + rest for beginning, listed in BY_THEIR_FAMILY.items() for rest in listed.split(" ")
    }


def test_a_family_is_explained_by_its_longest_beginning() -> None:
    for beginning, listed in BY_THEIR_FAMILY.items():
        for rest in listed.split(" "):
            assert max(filter((beginning + rest).startswith, _HELP), key=len) == beginning


def test_every_entry_is_of_a_screen_that_is_there(app: Flask) -> None:
    served = {rule.endpoint for rule in app.url_map.iter_rules()}

    assert [entry for entry in _HELP if not any(name.startswith(entry) for name in served)] == []
