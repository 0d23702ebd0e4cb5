"""A rule while it is built: a tree of typed lines. The form is the state: nothing is kept in between."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from app.groups.domain.places import place_words, split, turned
from app.groups.domain.rules import Bracket, Condition, Match, Rule
from app.groups.forms.fields import Typed
from app.groups.forms.kinds import KINDS, Kind, kind_of
from app.groups.forms.typed import condition_of, typed_of
from app.web.filters import Region

_NAME = re.compile(r"c((?:\d{1,3}\.){0,3}\d{1,3})-(\w{1,30})")
UNCHOSEN = ""
"""The kind of a new condition: nobody shall be in a group by what was never chosen."""
OUT = "0"
"""The key of the block of those who are left out; places in the rule itself begin with 1."""


@dataclass(slots=True, eq=False)
class Line:
    """A condition as typed, `turned` where it must not be so.

    `key` is its place, like "2" or "3.1", `ends` whether it is the first or the last there; `problem` says
    why it is not finished.
    """

    kind: str
    typed: Typed
    turned: bool = False
    condition: Condition | None = None
    problem: str = ""
    key: str = ""
    ends: tuple[bool, bool] = (False, False)

    @property
    def what(self) -> Kind:
        """Its kind with the fields that are typed."""
        return kind_of(self.kind)

    @property
    def label(self) -> str:
        """Its place as people read it."""
        return place_words(self.key)

    @property
    def notes(self) -> list[str]:
        """What people should know about it, in sentences."""
        return self.what.notes(self.typed, turned=self.turned)


@dataclass(slots=True, eq=False)
class Block:
    """A bracket; the outermost one has a blank key."""

    match: Match = Match.ALL
    parts: "list[Line | Block]" = field(default_factory=list)
    key: str = ""
    ends: tuple[bool, bool] = (False, False)

    @property
    def label(self) -> str:
        """Its place as people read it."""
        return place_words(self.key)


@dataclass(slots=True, eq=False)
class Tree:
    """The conditions that people must meet, and those of which they may meet none."""

    root: Block = field(default_factory=Block)
    out: Block = field(default_factory=lambda: Block(Match.ANY, key=OUT))


def read_draft(form: Mapping[str, str], region: Region) -> Tree:
    """The tree that was posted. What no page of ours would send is left out."""
    told: dict[tuple[int, ...], Typed] = {}
    for name, value in form.items():
        if found := _NAME.fullmatch(name):
            path = tuple(int(part) for part in found[1].split("."))
            told.setdefault(path, {})[found[2]] = value[:200]
    tree = Tree(Block(_match(form.get("match", ""))))
    blocks: dict[tuple[int, ...], Block] = {(): tree.root, (0,): tree.out}
    for path in sorted(told):
        parent = blocks.get(path[:-1])
        if parent is None or path == (0,):
            continue
        if "match" in told[path]:
            blocks[path] = Block(_match(told[path]["match"]))
            parent.parts.append(blocks[path])
        else:
            parent.parts.append(line_of(told[path], region))
    return numbered(tree)


def _match(text: str) -> Match:
    return Match(text) if text in list(Match) else Match.ALL


def line_of(typed: Typed, region: Region) -> Line:
    """A condition of the fields "type", "not" and those of its kind; what is not typed is as at its start."""
    kind, turned = typed.get("type", UNCHOSEN), bool(typed.get("not"))
    if kind not in KINDS:
        kind = UNCHOSEN
    typed = kind_of(kind).typed({name: text for name, text in typed.items() if name not in ("type", "not")})
    found = condition_of(kind, typed, region.currency, region.locale)
    line = Line(kind, typed, turned)
    if isinstance(found, str):
        line.problem = found
    else:
        line.condition = found
    return line


def draft_of(rule: Rule, region: Region) -> Tree:
    """The tree that shows a rule; a last "none of these" is shown as those who are left out."""
    root, out = split(rule.root)
    left = Block(Match.ANY, _block(out, region).parts, OUT)
    return numbered(Tree(_block(root, region), left))


def _block(bracket: Bracket, region: Region) -> Block:
    return Block(bracket.match, [_part(part, region) for part in bracket.parts])


def _part(part: Condition | Bracket, region: Region) -> Line | Block:
    if not isinstance(part, Bracket):
        return Line(*typed_of(part, region.currency, region.locale), condition=part)
    if alone := turned(part):
        return Line(*typed_of(alone, region.currency, region.locale), turned=True, condition=alone)
    return _block(part, region)


def numbered(tree: Tree) -> Tree:
    """The same tree with the keys of its parts by their places."""
    tree.root.key, tree.out.key = "", OUT
    _number(tree.root)
    _number(tree.out)
    return tree


def _number(block: Block) -> None:
    for place, part in enumerate(block.parts, start=1):
        part.key = f"{block.key}.{place}" if block.key else str(place)
        part.ends = place == 1, place == len(block.parts)
        if isinstance(part, Block):
            _number(part)


def lines(of: Tree | Block) -> Iterator[Line]:
    """Every condition, finished or not, in the order of the rule."""
    if isinstance(of, Tree):
        yield from lines(of.root)
        yield from lines(of.out)
        return
    for part in of.parts:
        if isinstance(part, Block):
            yield from lines(part)
        else:
            yield part


def rule_of(tree: Tree) -> Rule:
    """The rule of the conditions that are finished."""
    main, out = _bracket(tree.root), _bracket(tree.out).parts
    if not out:
        return Rule(main)
    left = Bracket(Match.NONE, out)
    if main.match is Match.ALL or not main.parts:
        return Rule(Bracket(Match.ALL, (*main.parts, left)))
    return Rule(Bracket(Match.ALL, (main, left)))


def _bracket(block: Block) -> Bracket:
    parts: list[Condition | Bracket] = []
    for part in block.parts:
        if isinstance(part, Block):
            if inner := _bracket(part).parts:
                parts.append(Bracket(part.match, inner))
        elif part.condition is not None:
            turned = Bracket(Match.NONE, (part.condition,))
            parts.append(turned if part.turned else part.condition)
    return Bracket(block.match, tuple(parts))
