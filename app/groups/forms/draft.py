"""A rule while it is built: a tree of typed lines. The form is the state: nothing is kept in between."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from app.groups.domain.rules import MAX_CONDITIONS, Bracket, Condition, Match, Rule
from app.groups.forms.typed import DEFAULTS, KINDS, Typed, condition_of, typed_of
from app.web.filters import Region

_NAME = re.compile(r"c((?:\d{1,3}\.){0,3}\d{1,3})-(\w{1,20})")
FIRST_KIND = "can_be_emailed"


@dataclass(slots=True)
class Line:
    """A condition as typed. `key` is its place, like "2" or "3.1"; `problem` says why it is not finished."""

    kind: str
    typed: Typed
    condition: Condition | None = None
    problem: str = ""
    key: str = ""


@dataclass(slots=True)
class Block:
    """A bracket; the outermost one has a blank key."""

    match: Match = Match.ALL
    parts: "list[Line | Block]" = field(default_factory=list)
    key: str = ""


def read_draft(form: Mapping[str, str], region: Region) -> Block:
    """The tree that was posted. What no page of ours would send is left out."""
    told: dict[tuple[int, ...], Typed] = {}
    for name, value in form.items():
        if found := _NAME.fullmatch(name):
            path = tuple(int(part) for part in found[1].split("."))
            told.setdefault(path, {})[found[2]] = value[:200]
    root = Block(_match(form.get("match", "")))
    blocks: dict[tuple[int, ...], Block] = {(): root}
    for path in sorted(told):
        parent = blocks.get(path[:-1])
        if parent is None:
            continue
        if "match" in told[path]:
            blocks[path] = Block(_match(told[path]["match"]))
            parent.parts.append(blocks[path])
        else:
            parent.parts.append(_line(told[path], region))
    return numbered(root)


def _match(text: str) -> Match:
    return Match(text) if text in list(Match) else Match.ALL


def _line(typed: Typed, region: Region) -> Line:
    kind = typed.pop("type", FIRST_KIND)
    if kind not in KINDS:
        kind = FIRST_KIND
    typed = DEFAULTS | typed
    found = condition_of(kind, typed, region.currency, region.locale)
    return Line(kind, typed, problem=found) if isinstance(found, str) else Line(kind, typed, found)


def draft_of(rule: Rule, region: Region) -> Block:
    """The tree that shows a rule."""
    return numbered(_block(rule.root, region))


def _block(bracket: Bracket, region: Region) -> Block:
    parts: list[Line | Block] = []
    for part in bracket.parts:
        if isinstance(part, Bracket):
            parts.append(_block(part, region))
        else:
            parts.append(Line(*typed_of(part, region.currency, region.locale), part))
    return Block(bracket.match, parts)


def numbered(block: Block) -> Block:
    """The same tree with the keys of its parts by their places."""
    for place, part in enumerate(block.parts, start=1):
        part.key = f"{block.key}.{place}" if block.key else str(place)
        if isinstance(part, Block):
            numbered(part)
    return block


def lines(block: Block) -> Iterator[Line]:
    """Every condition, finished or not, in reading order."""
    for part in block.parts:
        if isinstance(part, Block):
            yield from lines(part)
        else:
            yield part


def rule_of(block: Block) -> Rule:
    """The rule of the conditions that are finished."""
    return Rule(_bracket(block))


def _bracket(block: Block) -> Bracket:
    parts: list[Condition | Bracket] = []
    for part in block.parts:
        if isinstance(part, Block):
            if inner := _bracket(part).parts:
                parts.append(Bracket(part.match, inner))
        elif part.condition is not None:
            parts.append(part.condition)
    return Bracket(block.match, tuple(parts))


# --- what the buttons do


def act(block: Block, do: str, region: Region) -> Block:
    """The tree after a button: "add", "add:3", "block", "remove:3.1"; any other leaves it as it is."""
    verb, _, key = do.partition(":")
    full = sum(1 for _ in lines(block)) >= MAX_CONDITIONS
    match verb:
        case "add" if not full:
            if target := _block_at(block, key):
                target.parts.append(_line({"type": FIRST_KIND}, region))
        case "block" if not full:
            block.parts.append(Block(Match.ANY, [_line({"type": FIRST_KIND}, region)]))
        case "remove":
            _remove(block, key)
        case _:
            pass
    return numbered(block)


def _block_at(block: Block, key: str) -> Block | None:
    if block.key == key:
        return block
    inner = (part for part in block.parts if isinstance(part, Block))
    return next((found for part in inner if (found := _block_at(part, key))), None)


def _remove(block: Block, key: str) -> None:
    block.parts = [part for part in block.parts if part.key != key]
    for part in block.parts:
        if isinstance(part, Block):
            _remove(part, key)
