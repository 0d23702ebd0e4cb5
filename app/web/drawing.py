"""The strokes that charts are made of. Geometry is in attributes, color in classes."""

from markupsafe import Markup

WIDTH = 360
"""As wide as a chart is drawn, in its own units."""


def bar(left: float, top: float, width: float, height: float, kind: str, told: str) -> Markup:
    """A bar that says what it stands for."""
    shape = Markup(
        '<rect class="{}" x="{:g}" y="{:g}" width="{:g}" height="{:g}" rx="2"><title>{}</title></rect>'
    )
    return shape.format(f"bar {kind}".strip(), left, top, width, height, told)


def label(left: float, top: float, words: str, *, anchor: str = "start", kind: str = "") -> Markup:
    """Words in a chart."""
    text = Markup('<text class="{}" x="{:g}" y="{:g}" text-anchor="{}">{}</text>')
    return text.format(kind, left, top, anchor, words)


def drawing(title: str, words: str, height: int, content: Markup, *, kind: str = "chart") -> Markup:
    """A whole chart: its title, and its numbers in words for those who do not see it."""
    return Markup(
        '<svg class="{}" viewBox="0 0 {} {}" width="{}" preserveAspectRatio="xMinYMid" role="img">'
        "<title>{}</title><desc>{}</desc>{}</svg>"
    ).format(kind, WIDTH, height, WIDTH, title, words, content)
