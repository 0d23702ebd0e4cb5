"""The language of a page: before anybody is known it is the browser's, then the workspace's."""

from collections.abc import Callable
from typing import Any

from babel import Locale, UnknownLocaleError
from flask import Flask, request

from app import words


def init_app(app: Flask) -> None:
    """Teach templates to speak, and begin every request in the language that the browser asks for."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # the extension adds it
        gettext=lambda text: words._(text), ngettext=_of_number, newstyle=True
    )
    spoken = {"_": _apart(words._), "pgettext": _apart(words.pgettext), "voice": words.voice}
    app.jinja_env.globals.update(spoken)
    app.jinja_env.filters["plural"] = _apart(words.plural)
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.before_request(listen)


def listen() -> None:
    """Speak as the browser asks, of what Kith can speak; English where it asks for nothing else."""
    tags = (tag.replace("_", "-").partition("-")[0].lower() for tag, _ in request.accept_languages)
    wanted = next((language for language in tags if language in words.languages()), words.SOURCE)
    words.speak("en_US" if wanted == words.SOURCE else wanted)


def name_of(language: str) -> str:
    """What a language is called by those who speak it: `español`."""
    try:
        name = str(Locale(language).get_display_name(language)).capitalize()
    except UnknownLocaleError:
        return language
    return words._("{language} (in part)", language=name) if language in words.IN_PART else name


def _of_number(one: str, many: str, number: int) -> str:
    return words.translations(words.voice().language).ngettext(one, many, number)


def _apart(say: Callable[..., str]) -> Callable[..., str]:
    """On a page that is read from right to left, values stand by themselves, as names in `<bdi>` do."""

    def said(*told: Any, **values: Any) -> str:
        if words.voice().direction == "rtl":
            values = {name: f"\u2068{value}\u2069" for name, value in values.items()}
        return say(*told, **values)

    return said
