"""The display list: what a picture is made of, before anybody paints it.

Colours are `#RRGGBB` or `#RRGGBBAA`; lengths are scene units; y points down; text stands on its baseline.
"""

from dataclasses import dataclass

from designer.layout.geometry import Rect
from designer.layout.hops import Hop
from designer.layout.text import Anchor


@dataclass(frozen=True, slots=True)
class Stroke:
    """A pen."""

    color: str
    width: float = 1.0
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with rounded corners."""

    rect: Rect
    radius: float = 0.0
    fill: str | None = None
    stroke: Stroke | None = None


@dataclass(frozen=True, slots=True)
class Ellipse:
    """An ellipse inside a rectangle."""

    rect: Rect
    fill: str | None = None
    stroke: Stroke | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A polyline whose inner corners are rounded by `radius`; closed and filled for polygons.

    Level pieces hop over what they cross: `hops` says from where to where, see `layout.hops`.
    """

    points: tuple[tuple[float, float], ...]
    stroke: Stroke | None = None
    radius: float = 0.0
    closed: bool = False
    fill: str | None = None
    hops: tuple[Hop, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text; weight 400 or 600; `halo` is the colour of a soft outline behind the letters."""

    x: float
    y: float
    text: str
    size: float
    color: str
    weight: int = 400
    anchor: Anchor = "start"
    halo: str | None = None
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Icon:
    """A symbol of the bundled set, drawn as strokes in one colour."""

    name: str
    rect: Rect
    color: str


@dataclass(frozen=True, slots=True)
class Group:
    """Shapes that belong together; `key` becomes the id and `title` the tooltip where the format has them."""

    shapes: "tuple[Shape, ...]"
    key: str = ""
    title: str = ""
    opacity: float = 1.0
    clip: Rect | None = None


Shape = Box | Ellipse | Line | Text | Icon | Group


@dataclass(frozen=True, slots=True)
class Picture:
    """A finished display list over a ground colour."""

    bounds: Rect
    shapes: tuple[Shape, ...]
    ground: str
    title: str = ""
