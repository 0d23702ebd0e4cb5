"""Gathers what Kith says and brings every catalog of translations up to date.

`python scripts/translations.py` writes `translations/*/LC_MESSAGES/messages.po` anew: new sentences are added
without a translation, those that are gone are taken out. `python scripts/translations.py new pt` begins a
language.
"""

import re
import sys
import tomllib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment, nodes

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "translations"
KEYWORDS = {"_": None, "N_": None, "plural": (2, 3), "pgettext": ((1, "c"), 2), "NP_": ((1, "c"), 2)}
OF_PRESETS = {"name", "note", "restricts", "where"}
"""What a file that describes a known tool says to people."""
_NOISE = re.compile(
    rb'"(POT-Creation-Date|PO-Revision-Date|Generated-By|Last-Translator|Language-Team|Report-Msgid-Bugs-To)[^"]*"\n'
)
HEADER = """\
# Translations of Kith. The English sentence is the key; what stands in {braces} or %(so)s stays as it is.
# Write what a colleague in an office would say, and say the same thing with the same words everywhere.
"""


def gathered() -> Catalog:
    """Every sentence of the code and the templates, with the files that say it."""
    catalog = Catalog(project="Kith", charset="utf-8", fuzzy=False)
    for path in sorted((ROOT / "app").rglob("*.py")):
        with path.open("rb") as file:
            for line in extract("python", file, KEYWORDS, comment_tags=("Translators:",)):
                catalog.add(line[1], locations=[_place(path)], context=line[3], auto_comments=line[2])
    for path in sorted((ROOT / "app").rglob("presets/*.toml")):
        told = tomllib.loads(path.read_text("utf-8"))
        for name in OF_PRESETS & told.keys():
            catalog.add(told[name], locations=[_place(path)])
    for path in sorted((ROOT / "templates").rglob("*.html")):
        for message, context in of_template(path.read_text("utf-8")):
            catalog.add(message, locations=[_place(path)], context=context)
    return catalog


def of_template(text: str) -> Iterator[tuple[str | tuple[str, str], str | None]]:
    """The sentences of a template: those of `_()`, of `pgettext()`, of the filter `plural`, and of blocks."""
    parsed = templates().parse(text)
    for call in parsed.find_all(nodes.Call):
        told = [each.value for each in call.args if isinstance(each, nodes.Const)]
        name = call.node.name if isinstance(call.node, nodes.Name) else ""
        if name in ("_", "gettext") and told:
            yield told[0], None
        elif name == "pgettext":
            yield told[1], told[0]
        elif name == "ngettext":
            yield (told[0], told[1]), None
    for each in parsed.find_all(nodes.Filter):
        told = [one.value for one in each.args if isinstance(one, nodes.Const)]
        if each.name == "plural" and len(told) == 2:
            yield (told[0], told[1]), None


def templates() -> Environment:
    """What reads our templates, without rendering them."""
    made = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)  # never rendered
    made.newstyle_gettext = True  # type: ignore[attr-defined]  # the extension adds it
    made.policies["ext.i18n.trimmed"] = True
    return made


def _place(path: Path) -> tuple[str, int]:
    return path.relative_to(ROOT).as_posix(), 0


def refresh(path: Path, source: Catalog) -> Catalog:
    """The catalog in this file, with exactly the sentences of `source`."""
    known = Catalog()
    if path.is_file():
        with path.open("rb") as file:
            known = read_po(file)
    language = path.parent.parent.name
    fresh = Catalog(Locale.parse(language), project="Kith", header_comment=HEADER.strip(), fuzzy=False)
    for message in source:
        if message.id:
            before = known.get(message.id, message.context)
            said = before.string if before and _fits(before.string, message.id) else ""
            fresh.add(message.id, said, locations=message.locations, context=message.context)
    return fresh


def _fits(said: object, message: object) -> bool:
    return isinstance(said, str) == isinstance(message, str)


def written(catalog: Catalog) -> bytes:
    """A catalog as the text of its file, in the order of the English, without dates that only make noise."""
    buffer = BytesIO()
    write_po(buffer, catalog, sort_output=True, include_lineno=False, width=110)
    return _NOISE.sub(b"", buffer.getvalue())


def main() -> None:
    """Bring every catalog up to date, and say how much of it is translated."""
    if sys.argv[1:2] == ["new"]:
        (FOLDER / sys.argv[2] / "LC_MESSAGES").mkdir(parents=True)
        (FOLDER / sys.argv[2] / "LC_MESSAGES" / "messages.po").touch()
    source = gathered()
    for path in sorted(FOLDER.glob("*/LC_MESSAGES/messages.po")):
        catalog = refresh(path, source)
        path.write_bytes(written(catalog))
        done = sum(bool(message.id and all(_strings(message.string))) for message in catalog)
        print(f"{path.parent.parent.name}: {done} of {len(catalog)} sentences are translated")


def _strings(said: object) -> tuple[str, ...]:
    return (said,) if isinstance(said, str) else tuple(said)  # type: ignore[arg-type]  # Babel's own union


if __name__ == "__main__":
    main()
