"""A catalog of translations: complete, about the sentences of today, and with nothing lost on the way."""

import re
from functools import cache

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from jinja2 import nodes

from app.words import FOLDER, IN_PART, languages
from scripts.translations import gathered, of_template, templates

_FILLED_IN = re.compile(r"\{\w*\}|%\(\w+\)s")
_TAG = re.compile(r"</?\w+|https?://\S+")


@cache
def source() -> Catalog:
    return gathered()


@cache
def catalog(language: str) -> Catalog:
    with (FOLDER / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=language)


def said(message: Message) -> list[tuple[str, str]]:
    """Each form of a message with its translation, of those that are translated."""
    texts = [message.id] if isinstance(message.id, str) else list(message.id)
    found = [message.string] if isinstance(message.string, str) else list(message.string)
    return [(texts[min(place, len(texts) - 1)], text) for place, text in enumerate(found) if text]


def key(message: Message) -> tuple[object, object]:
    return (message.id if isinstance(message.id, str) else tuple(message.id)), message.context


others = pytest.mark.parametrize("language", languages()[1:])


@others
def test_a_catalog_has_the_sentences_of_today_and_no_others(language: str) -> None:
    assert {key(each) for each in catalog(language)} == {key(each) for each in source()}


@others
def test_a_catalog_is_as_complete_as_it_says(language: str) -> None:
    messages = [each for each in catalog(language) if each.id]

    done = sum(bool(said(each)) and all(text for _text, text in said(each)) for each in messages)

    assert (done == len(messages)) is (language not in IN_PART)


@others
def test_what_is_filled_in_is_filled_in_in_every_language(language: str) -> None:
    wrong = [
        (text, translated)
        for message in catalog(language)
        if message.id
        for text, translated in said(message)
        if filled_in(text, message) != filled_in(translated, message)
    ]

    assert wrong == []


def filled_in(text: str, message: Message) -> set[str]:
    """The places of values in a text; where it is counted, the number may be left unsaid: one row, two."""
    found = set(_FILLED_IN.findall(text))
    return found if isinstance(message.id, str) else found - {"{n}", "%(num)s"}


@others
def test_links_and_emphasis_stay_where_they_are(language: str) -> None:
    wrong = [
        (text, translated)
        for message in catalog(language)
        if message.id
        for text, translated in said(message)
        if sorted(_TAG.findall(text)) != sorted(_TAG.findall(translated))
    ]

    assert wrong == []


@others
def test_no_translation_begins_or_ends_with_other_space_than_the_sentence(language: str) -> None:
    wrong = [
        text
        for message in catalog(language)
        if message.id
        for text, translated in said(message)
        if (text[:1].isspace(), text[-1:].isspace()) != (translated[:1].isspace(), translated[-1:].isspace())
    ]

    assert wrong == []


def test_a_template_tells_its_sentences() -> None:
    text = """{{ _("Save") }} {{ n | plural("{n} row", "{n} rows") }} {{ pgettext("verb", "Open") }}
    {% trans url="/" %}See <a href="{{ url }}">the
    rules</a>.{% endtrans %}"""

    assert set(of_template(text)) == {
        ("Save", None),
        (("{n} row", "{n} rows"), None),
        ("Open", "verb"),
        ('See <a href="%(url)s">the rules</a>.', None),
    }


def test_no_template_uses_the_name_of_gettext_for_something_else() -> None:
    taken = [
        path.name
        for path in (FOLDER.parent / "templates").rglob("*.html")
        for name in templates().parse(path.read_text("utf-8")).find_all(nodes.Name)
        if name.name == "_" and name.ctx == "store"
    ]

    assert taken == []
