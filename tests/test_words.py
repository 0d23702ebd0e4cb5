"""What Kith says, in the language of who reads it."""

import json
from copy import deepcopy
from pathlib import Path

import pytest
from flask import Flask
from markupsafe import Markup

from app import words
from app.words import N_, NP_, Voice, _, language_of, languages, pgettext, plural, speaking, voice


def test_a_sentence_is_filled_in_with_values_by_name() -> None:
    assert _("Undo {number}", number=3) == "Undo 3"
    assert pgettext("verb", "Open {name}", name="a") == "Open a"


def test_a_sentence_without_values_keeps_its_braces() -> None:
    assert _("Write {name} as it is") == "Write {name} as it is"


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 rows wait"), (1, "1 row waits"), (1204, "1,204 rows wait")]
)
def test_a_number_is_written_as_people_here_write_it(count: int, said: str) -> None:
    assert plural(count, "{n} row waits", "{n} rows wait") == said


def test_numbers_are_written_as_the_locale_does() -> None:
    with speaking("en_DE"):
        assert plural(1204, "{n} row", "{n} rows") == "1.204 rows"


def test_a_voice_is_given_back() -> None:
    with speaking("en_GB"):
        assert voice() == Voice("en", "en_GB")

    assert voice() == Voice()


def test_a_locale_without_a_catalog_speaks_english() -> None:
    assert languages()[0] == "en"
    assert language_of("tlh_US") == "en"


def test_a_marked_text_is_escaped_like_any_other() -> None:
    assert Markup("<p>{}</p>").format(N_("Arts & crafts")) == "<p>Arts &amp; crafts</p>"
    assert f"{N_('Name')}: " + N_("Email") == "Name: Email"


def test_a_label_can_be_copied_and_kept_in_json() -> None:
    label = N_("Save")

    assert str(deepcopy(label)) == "Save"
    assert json.dumps({"label": deepcopy(label)}) == '{"label": "Save"}'


def test_what_english_says_alike_is_told_apart_by_its_context() -> None:
    home = NP_("type of an address", "Home")

    assert (home, f"{home}", deepcopy(home)) == ("Home", "Home", "Home")
    with speaking("es_MX"):
        assert f"{home}" != f"{N_('Home')}"


def test_only_a_page_sets_values_apart_in_what_is_read_from_right_to_left(app: Flask) -> None:
    said = app.jinja_env.from_string("""{{ _("of {file}", file="a.csv") }}""")

    with speaking("ar_EG"):
        assert said.render() == "of \u2068a.csv\u2069"
        assert _("of {file}", file="a.csv") == "of a.csv"
    assert said.render() == "of a.csv"


def test_nothing_said_is_nothing_in_every_language() -> None:
    with speaking("es_MX"):
        assert _("") == ""


def test_a_plural_that_lacks_a_form_stays_english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "ar" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    forms = "".join(f'msgstr[{number}] "{text}"\n' for number, text in enumerate(["", "x", "", "", "", ""]))
    (folder / "messages.po").write_text(f'msgid "{{n}} row"\nmsgid_plural "{{n}} rows"\n{forms}', "utf-8")
    monkeypatch.setattr(words, "FOLDER", tmp_path)

    assert words.translations.__wrapped__("ar").ngettext("{n} row", "{n} rows", 1) == "{n} row"
