"""The screen that compares, as somebody without JavaScript sends it."""

import re
from html import unescape

from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

MARIA = {
    "first": "Maria",
    "last": "Lopez",
    "emails-0-address": "MARIA@example.org",
    "emails-0-type": "home",
    "emails-primary": "0",
    "do": "save",
}
"""What is typed of somebody who is María López on record, in other letters."""

_INPUT = re.compile(r"<input [^>]*>")


def sent(answer: TestResponse, **more: str) -> MultiDict[str, str]:
    """Everything that the form of the screen would send, and the button that was pressed."""
    values: MultiDict[str, str] = MultiDict()
    for found in _INPUT.findall(answer.text):
        told = {name: unescape(value) for name, value in re.findall(r'([\w:-]+)="([^"]*)"', found)}
        goes = told.get("type") == "hidden" or (told.get("type") == "radio" and " checked" in found)
        if goes and told.get("name") not in (None, "csrf_token"):
            values.add(told["name"], told.get("value", ""))
    for name, value in more.items():
        values[name.replace("__", ":", 1)] = value
    return values


def stances(answer: TestResponse) -> dict[str, str]:
    """Where each line stands."""
    return {name.removeprefix("choice:"): value for name, value in sent(answer).items() if ":" in name}
