"""Settings that somebody else saved meanwhile, as values."""

from app.audit.domain.meanwhile import differing, united

SHOWN = {"phone": "add", "name": "update", "on": True}
SAVED = {"phone": "review", "name": "update", "on": False}


def test_what_is_not_as_it_was_shown_is_named() -> None:
    assert differing(SHOWN, SAVED) == ("phone", "on")
    assert differing(SAVED, SAVED) == ()


def test_what_was_typed_is_kept_and_the_rest_follows_what_is_saved() -> None:
    typed = {"phone": "add", "name": "alias", "on": True}

    assert united(SHOWN, SAVED, typed) == {"phone": "review", "name": "alias", "on": False}
    assert united(SHOWN, SAVED, {"phone": "ignore"}) == {"phone": "ignore"}
