"""Signs: pills, diamonds, bars and circles, told apart by shape before they are read."""

from designer.drawing import shapes
from designer.drawing.icons import icon_of
from designer.drawing.lettering import beside, block, coin, fitted, title
from designer.drawing.shapes import Ellipse, Icon, Line, Shape, Stroke, Text
from designer.drawing.theme import Theme, Tone
from designer.layout.geometry import Rect
from designer.layout.text import LINE
from designer.layout.wording import wait_text
from designer.layout.words import Block, name_places, name_words
from designer.model.document import Document
from designer.model.nodes import (
    Boundary,
    Color,
    Decision,
    Outcome,
    Parallel,
    Race,
    Sign,
    Size,
    Trigger,
    Wait,
)

_RESULTS: dict[str, Color] = {"success": "green", "failure": "rose", "neutral": "slate"}
_EVENTS: dict[str, Color] = {"timer": "amber", "error": "rose", "message": "teal", "escalation": "violet"}
_COIN = 24.0


def _tone(node: Trigger | Outcome | Decision | Wait | Race | Boundary, usual: Color, theme: Theme) -> Tone:
    return theme.document_color(node.color or usual)


def trigger_tone(node: Trigger, theme: Theme) -> Tone:
    """The colours of a trigger."""
    return _tone(node, "amber", theme)


def outcome_tone(node: Outcome, theme: Theme) -> Tone:
    """The colours of an outcome: by its result unless it has its own."""
    return _tone(node, _RESULTS[node.result], theme)


def pill_body(node: Trigger | Outcome, theme: Theme, size: Size) -> tuple[Shape, ...]:
    """A pill with a bolt or a flag."""
    w, h = size
    inset = (h - _COIN) / 2
    if isinstance(node, Trigger):
        tone, fill, icon = trigger_tone(node, theme), theme.surface, icon_of(node)
        border = theme.edge(tone._replace(fill=fill), 0.45) if node.color else theme.border
        mark = coin(inset, inset, _COIN, icon, tone)
    else:
        tone = outcome_tone(node, theme)
        icon = "octagon-x" if node.terminate else icon_of(node)
        fill, border = tone.fill, theme.edge(tone, 0.5)
        mark = coin(inset, inset, _COIN, icon, Tone(theme.surface, tone.stroke, tone.text))
    return (shapes.Box(Rect(0.5, 0.5, w - 1, h - 1), h / 2 - 0.5, fill, Stroke(border)), *mark)


def pill_labels(node: Trigger | Outcome, theme: Theme, size: Size) -> tuple[Text, ...]:
    """The name beside the bolt or flag."""
    ink = outcome_tone(node, theme).text if isinstance(node, Outcome) else theme.text
    words, color = title(node, theme, ink)
    band = pill_title(size)
    lines, height = fitted(words, band.w)
    top = (size[1] - len(lines) * LINE[height]) / 2
    if isinstance(node, Outcome) and not node.name:
        color = ink
    return block(lines, band.x, top, height, color, 600 if node.name else 400)


def pill_title(size: Size) -> Rect:
    """Where the name stands."""
    x = (size[1] - _COIN) / 2 + _COIN + 6
    return Rect(x, 4, size[0] - x - 8, size[1] - 8)


def decision_body(node: Decision, theme: Theme, size: Size) -> tuple[Shape, ...]:
    """A diamond: a question mark where one way is taken, a ring where several may be."""
    w, h = size
    tone = _tone(node, "violet", theme)
    edge = (w / 4, h / 4)  # begins on an edge, so that all four corners are rounded
    tips = (edge, (w / 2, 0.75), (w - 0.75, h / 2), (w / 2, h - 0.75), (0.75, h / 2), edge)
    diamond = Line(tips, Stroke(theme.edge(tone, 0.75), 1.5), 5.0, closed=True, fill=tone.fill)
    if node.mode == "inclusive":
        return (diamond, Ellipse(Rect(w / 2 - 7, h / 2 - 7, 14, 14), None, Stroke(tone.stroke, 2.0)))
    return (diamond, Text(w / 2, h / 2 + 6.5, "?", 18.0, tone.stroke, 600, "middle"))


def parallel_body(node: Parallel, theme: Theme, size: Size) -> tuple[Shape, ...]:
    """A slim bar."""
    w, h = size
    fill = theme.bar if node.color is None else theme.document_color(node.color).stroke
    return (shapes.Box(Rect(0, 0, w, h), min(w, h) / 2, fill),)


def circle_body(node: Wait | Race, theme: Theme, size: Size) -> tuple[Shape, ...]:
    """A circle with a clock or a fork; a race has a double rim."""
    w, h = size
    tone = _tone(node, "teal", theme)
    rim = Stroke(theme.edge(tone, 0.75), 1.5)
    made: list[Shape] = [Ellipse(Rect(0.75, 0.75, w - 1.5, h - 1.5), tone.fill, rim)]
    if isinstance(node, Race):
        made.append(Ellipse(Rect(4, 4, w - 8, h - 8), None, Stroke(rim.color, 1.0)))
    glyph = 20.0
    made.append(Icon(icon_of(node), Rect((w - glyph) / 2, (h - glyph) / 2, glyph, glyph), tone.stroke))
    return tuple(made)


def boundary_body(node: Boundary, theme: Theme, size: Size) -> tuple[Shape, ...]:
    """A small circle; dashed where it does not interrupt."""
    w, h = size
    tone = _tone(node, _EVENTS[node.event], theme)
    rim = Stroke(tone.stroke, 1.5, () if node.interrupting else (3.0, 2.5))
    return (
        Ellipse(Rect(0.75, 0.75, w - 1.5, h - 1.5), theme.surface, rim),
        Icon(icon_of(node), Rect((w - 14) / 2, (h - 14) / 2, 14, 14), tone.stroke),
    )


# Names beside signs


def sign_labels(
    node: Sign, document: Document, theme: Theme, size: Size, ground: str, name: Block | None
) -> tuple[Text, ...]:
    """The name beside a sign that has no room for it; at the first of its places where no other is given."""
    words = name_words(node, is_fork=len(document.flows_from(node.id)) > 1)
    if not words:
        return ()
    color = theme.text if node.name else theme.placeholder
    if isinstance(node, Boundary) or (isinstance(node, Wait) and not node.name and wait_text(node)):
        color = theme.quiet
    return beside(name or next(name_places(node, words, size)), color, ground)
