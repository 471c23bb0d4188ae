"""Cards: tasks and states."""

from designer.drawing.icons import TASK_ICONS
from designer.drawing.lettering import avatar, block, outline, title
from designer.drawing.shapes import Icon, Shape, Text
from designer.drawing.theme import Theme
from designer.layout import text
from designer.layout.geometry import Rect
from designer.layout.text import LINE, META, TITLE
from designer.layout.wording import duration_text, initials, role_color, times_text
from designer.model import graph
from designer.model.document import Document
from designer.model.nodes import NodeBase, Size, State, Task

RADIUS = 8.0
_PAD = 10.0
_ICON = 16.0
_META_ROW = 18.0
_EVENT_ROOM = 30.0  # what each event on the border takes of the lower right corner


def paper(node: NodeBase, theme: Theme, ground: str | None = None) -> tuple[str, str]:
    """Fill and border of a card, in its own colour if it has one."""
    if node.color is None:
        return ground or theme.surface, theme.border
    tone = theme.document_color(node.color)
    return tone.fill, theme.edge(tone, 0.55)


def task_body(node: Task, document: Document, theme: Theme, size: Size) -> tuple[Shape, ...]:
    """The card without its title."""
    w, h = size
    fill, border = paper(node, theme)
    tint = theme.quiet if node.color is None else theme.document_color(node.color).stroke
    top, _ = _title_band(node, document, size)
    mark = Icon(TASK_ICONS[node.type], Rect(_PAD, top, _ICON, _ICON), tint)
    return (outline(w, h, RADIUS, fill, border), mark, *_meta(node, document, theme, size))


def task_labels(node: Task, document: Document, theme: Theme, size: Size) -> tuple[Text, ...]:
    """The title, on two lines at most."""
    words, color = title(node, theme, _ink(node, theme))
    top, max_width = _title_band(node, document, size)
    weight: text.Weight = 600 if node.name else 400
    lines = text.wrap(words, max_width, TITLE, weight, 2)
    return block(lines, _PAD + _ICON + 6, top, TITLE, color, weight)


def task_title(node: Task, document: Document, size: Size) -> Rect:
    """Where the title stands."""
    top, max_width = _title_band(node, document, size)
    return Rect(_PAD + _ICON + 6, top, max_width, 2 * LINE[TITLE])


def _ink(node: NodeBase, theme: Theme) -> str:
    return theme.text if node.color is None else theme.document_color(node.color).text


def _title_band(node: Task, document: Document, size: Size) -> tuple[float, float]:
    """Where the first line begins, and how wide lines may be."""
    max_width = size[0] - 2 * _PAD - _ICON - 6
    weight: text.Weight = 600 if node.name else 400
    count = len(text.wrap(" ".join(node.name.split()) or "-", max_width, TITLE, weight, 2))
    below = _META_ROW + 4 if _has_meta(node, document) else 0.0
    top = (size[1] - count * LINE[TITLE] - below) / 2
    return max(4.0, round(top)), max_width


def _has_meta(node: Task, document: Document) -> bool:
    return graph.role_of(document, node) is not None or node.duration is not None


def _meta(node: Task, document: Document, theme: Theme, size: Size) -> tuple[Shape, ...]:
    """The lower row: who does it, and how long it takes."""
    w, h = size
    y = h - _META_ROW - (8.0 if _title_band(node, document, size)[0] > 6 else 5.0)
    made: list[Shape] = []
    right = w - _PAD
    events = len(document.boundaries_on(node.id))
    if events:
        right = min(right, w - 14 - events * _EVENT_ROOM)
    quiet = theme.quiet if node.color is None else theme.document_color(node.color).text
    takes = times_text(node.instances) + duration_text(node.duration)
    if takes:
        made += block((takes,), right, y + 2, META, quiet, anchor="end")
        right -= text.width(takes, META) + 8
    role = graph.role_of(document, node)
    if role is not None:
        made += _role(node, role, document, theme, y, right)
    return tuple(made)


def _role(
    node: Task, role: str, document: Document, theme: Theme, y: float, right: float
) -> tuple[Shape, ...]:
    found = document.roles.get(role)
    name = (found.name if found is not None else "") or role
    tone = theme.document_color(role_color(document.roles, role))
    more = f" +{len(node.also)}" if node.also else ""
    room = right - (_PAD - 1 + 18 + 6) - text.width(more, META)
    shown = text.elide(name, room, META) + more if room > 24 else more.strip()
    quiet = theme.quiet if node.color is None else theme.document_color(node.color).text
    return (
        *avatar(_PAD - 1, y, initials(name), tone),
        *block((shown,) if shown else (), _PAD - 1 + 18 + 6, y + 2, META, quiet),
    )


def state_body(node: State, theme: Theme, size: Size) -> tuple[Shape, ...]:
    """A card with a double border."""
    w, h = size
    fill, border = paper(node, theme)
    edge = theme.border_strong if node.color is None else border
    inner = outline(w - 6, h - 6, RADIUS - 2, fill, edge)
    inside = Rect(inner.rect.x + 3, inner.rect.y + 3, inner.rect.w, inner.rect.h)
    return (
        outline(w, h, RADIUS + 1, fill, edge),
        type(inner)(inside, inner.radius, None, inner.stroke),
    )


def state_labels(node: State, theme: Theme, size: Size) -> tuple[Text, ...]:
    """The state's name in the middle."""
    words, color = title(node, theme, _ink(node, theme))
    weight: text.Weight = 600 if node.name else 400
    lines = text.wrap(words, size[0] - 32, TITLE, weight, 2)
    top = (size[1] - len(lines) * LINE[TITLE]) / 2
    return block(lines, size[0] / 2, top, TITLE, color, weight, "middle")
