"""What the buttons of the builder do to the tree."""

from collections.abc import Callable
from copy import deepcopy
from itertools import chain

from app.groups.domain.rules import MAX_CONDITIONS, Match
from app.groups.forms.draft import OUT, UNCHOSEN, Block, Line, Tree, line_of, lines, numbered
from app.web.filters import Region

Part = Line | Block


def act(tree: Tree, do: str, region: Region) -> str:
    """Do what the button "add", "add:3", "up:3.1" … says; any other leaves the tree as it is.

    The id of the control that should have the focus comes back; "" for the one that has it.
    """
    verb, _, key = do.partition(":")
    room = MAX_CONDITIONS - sum(1 for _ in lines(tree))
    match verb:
        case "add" | "block" if room > 0:
            kind = "in_group" if key == OUT else UNCHOSEN
            return _add(tree, key, line_of({"type": kind}, region), in_block=verb == "block")
        case "copy" | "remove" | "up" | "down" | "into" | "out" | "away" | "open":
            return _change(tree, verb, key, room)
        case _:
            return ""


def _add(tree: Tree, key: str, line: Line, *, in_block: bool) -> str:
    found = next((block for block in _blocks(tree) if block.key == key), None)
    if found is None:
        return ""
    found.parts.append(Block(Match.ANY, [line]) if in_block else line)
    numbered(tree)
    return f"c{line.key}-type"


def _blocks(tree: Tree) -> list[Block]:
    """Every block, from the outside in."""
    found = [tree.root, tree.out]
    for block in found:
        found += [part for part in block.parts if isinstance(part, Block)]
    return found


def _change(tree: Tree, verb: str, key: str, room: int) -> str:
    owners = ((block, part) for block in _blocks(tree) for part in block.parts if part.key == key)
    found = next(owners, None)
    if found is None:
        return ""
    owner, part = found
    if verb == "copy":
        return _copy(tree, owner, part, room)
    if verb == "remove":
        return _remove(tree, owner, part)
    moves: dict[str, Callable[[Tree, Block, Part], None]] = {
        "up": lambda _, block, one: _step(block, one, -1),
        "down": lambda _, block, one: _step(block, one, 1),
        "into": _into,
        "out": _out,
        "away": _away,
        "open": _open,
    }
    moves[verb](tree, owner, part)
    numbered(tree)
    if verb == "open" and isinstance(part, Block) and part.parts:
        return _first_control(part.parts[0])
    return f"c{part.key}-menu"


def _copy(tree: Tree, owner: Block, part: Part, room: int) -> str:
    needed = sum(1 for _ in lines(part)) if isinstance(part, Block) else 1
    if needed > room:
        return f"c{part.key}-menu"
    copy = deepcopy(part)
    owner.parts.insert(owner.parts.index(part) + 1, copy)
    numbered(tree)
    return _first_control(copy)


def _remove(tree: Tree, owner: Block, part: Part) -> str:
    place = owner.parts.index(part)
    owner.parts.remove(part)
    numbered(tree)
    if not owner.parts:
        return f"add{owner.key}"
    return _first_control(owner.parts[min(place, len(owner.parts) - 1)])


def _first_control(part: Part) -> str:
    return f"c{part.key}-match" if isinstance(part, Block) else f"c{part.key}-type"


def _step(owner: Block, part: Part, step: int) -> None:
    """Past the neighbor; the first stays the first, the last the last."""
    place = owner.parts.index(part)
    other = place + step
    if 0 <= other < len(owner.parts):
        owner.parts[place], owner.parts[other] = owner.parts[other], owner.parts[place]


def beside(owner: Block, part: Part) -> Block | None:
    """The block next to it, above or else below."""
    place = owner.parts.index(part)
    near = chain(owner.parts[place - 1 : place] if place else (), owner.parts[place + 1 : place + 2])
    return next((each for each in near if isinstance(each, Block)), None)


def _into(tree: Tree, owner: Block, part: Part) -> None:
    """Into the block next to it, or into a new one in its place."""
    block, place = beside(owner, part), owner.parts.index(part)
    if block is None:
        owner.parts[place] = Block(Match.ANY, [part])
    else:
        below = owner.parts.index(block) > place
        owner.parts.remove(part)
        block.parts.insert(0 if below else len(block.parts), part)


def _out(tree: Tree, owner: Block, part: Part) -> None:
    """Out of its block, to stand behind it; from those left out, to the end of the rule."""
    if owner is tree.root:
        return
    owner.parts.remove(part)
    if owner.key == OUT:
        tree.root.parts.append(part)
        return
    outer = next(block for block in _blocks(tree) if any(each is owner for each in block.parts))
    place = outer.parts.index(owner)
    outer.parts.insert(place + 1, part)
    if not owner.parts:
        outer.parts.remove(owner)


def _away(tree: Tree, owner: Block, part: Part) -> None:
    """To those whose people are left out."""
    owner.parts.remove(part)
    tree.out.parts.append(part)
    empty = [each for each in tree.root.parts if isinstance(each, Block) and not each.parts]
    tree.root.parts = [each for each in tree.root.parts if not any(each is one for one in empty)]


def _open(tree: Tree, owner: Block, part: Part) -> None:
    """A block gives its parts to the one around it."""
    place = owner.parts.index(part)
    if isinstance(part, Block) and part.parts:
        owner.parts[place : place + 1] = part.parts
