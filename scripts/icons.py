"""Put the icons Kith uses into one SVG sprite, from the folder of single icons in lucide-static."""

import re
from pathlib import Path

# fmt: off
NAMES = (
    "arrow-down", "arrow-up", "ban", "bell-off", "book-open", "building-2", "calendar", "chart-column",
    "check",
    "chevron-down", "chevron-left", "chevron-right", "circle-check", "circle-dashed",
    "circle-question-mark", "circle-x", "clock", "copy", "download", "ellipsis", "flag", "gift",
    "git-merge", "heart-handshake", "history", "house", "inbox", "info", "keyboard", "layers", "list",
    "loader", "log-out", "mail", "mail-check", "mail-x", "pencil", "plus", "search", "settings", "shield-x",
    "skip-forward", "triangle-alert", "undo-2", "upload", "user-round", "users", "x", "zap",
)
# fmt: on

NOTICE = """<!--
Icons by Lucide (lucide-static), ISC License, Copyright (c) 2026 Lucide Icons and Contributors.
Some are derived from Feather, MIT License, Copyright (c) 2013-present Cole Bemis.
The full texts are in THIRD_PARTY.md.
-->"""

_SHAPES = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


def sprite(folder: Path) -> str:
    """One `<symbol>` for each name; raises when an icon is missing or has no shapes."""
    symbols = "\n".join(_symbol(folder / f"{name}.svg") for name in sorted(NAMES))
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{NOTICE}\n{symbols}\n</svg>\n'


def _symbol(file: Path) -> str:
    found = _SHAPES.search(file.read_text("utf-8"))
    if found is None:
        raise ValueError(f"{file.name} holds no svg")
    shapes = " ".join(found.group(1).split())
    return f'<symbol id="{file.stem}" viewBox="0 0 24 24">{shapes}</symbol>'
