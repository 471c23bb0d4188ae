"""Findings as badges on the picture: on what they are about, or on the closed box that hides it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPen

from designer.canvas.paint import color
from designer.canvas.text_size import px, words
from designer.canvas.view import Camera
from designer.drawing.theme import Theme
from designer.layout.geometry import Point, Rect
from designer.layout.marks import coin, direction, length
from designer.layout.scene import Path, Placed, Routed, Scene
from designer.layout.text import width
from designer.model.document import Document
from designer.model.findings import Finding
from designer.model.flow import Flow
from designer.model.nodes import Area, Box, NodeBase, Note

FROM_START = 20.0
FROM_CORNER = 24.0
RADIUS, LETTER = 8.0, 10
WHOLE_FROM = 0.8  # of the full size; from further off a badge shrinks, so as not to cover what is beside it
LEAST_WITH_TEXT = 0.75  # of the full size
RANK = {"error": 0, "warning": 1, "advice": 2}
BADGES_FROM = 0.25


Seen = Callable[[Path], Placed | Routed | None]


class Problems:
    """What is wrong with what is shown. Advice has no badge: it would be noise.

    Warnings have one only where somebody looks at problems (C18); errors always.
    """

    def __init__(self) -> None:
        self.shows_warnings = True
        self._all: Sequence[Finding] = ()
        self._findings: Sequence[Finding] = ()
        self._document: Document | None = None
        self._scene: Scene | None = None
        self._found: dict[Path, list[Finding]] = {}
        self._told: Finding | None = None

    def set(self, findings: Sequence[Finding], document: Document) -> None:
        """Takes the findings of a document."""
        self._all = findings
        self._document = document
        self._choose()

    def show_warnings(self, shown: bool) -> None:
        """Whether warnings have badges, too."""
        if shown != self.shows_warnings:
            self.shows_warnings = shown
            self._choose()

    def _choose(self) -> None:
        wanted = ("error", "warning") if self.shows_warnings else ("error",)
        self._findings = [finding for finding in self._all if finding.severity in wanted]
        self._scene = None

    def on(self, scene: Scene) -> dict[Path, list[Finding]]:
        """Findings by the node or flow that shows them, the worst first."""
        if self._scene is not scene:
            self._scene = scene
            self._found = self._spread(scene)
        return self._found

    def _spread(self, scene: Scene) -> dict[Path, list[Finding]]:
        if not self._findings or self._document is None:
            return {}
        by_id: dict[str, list[Path]] = {}
        for path in (*scene.nodes, *scene.flows):
            by_id.setdefault(path[-1], []).append(path)
        found: dict[Path, list[Finding]] = {}
        for finding in self._findings:
            shown = {path for one in finding.ids[:1] for path in self._showing(one, by_id)}
            for path in shown:
                found.setdefault(path, []).append(finding)
        return {path: sorted(some, key=lambda f: RANK[f.severity]) for path, some in found.items()}

    def _showing(self, record_id: str, by_id: dict[str, list[Path]]) -> list[Path]:
        """Where a record is seen, or the nearest boxes around it that are."""
        waiting, seen = [record_id], set()
        while waiting:
            here = waiting.pop(0)
            if here in by_id:
                return by_id[here]
            seen.add(here)
            waiting += [box.id for box in self._around(here) if box.id not in seen]
        return []

    def _around(self, record_id: str) -> tuple[Box, ...]:
        assert self._document is not None
        record = self._document.get(record_id)
        if isinstance(record, Flow):
            record = self._document.nodes.get(record.source)
        return self._document.boxes_running(record.workflow) if isinstance(record, NodeBase) else ()

    def badges(self, scene: Scene) -> dict[Path, Point]:
        """The middle of each badge, in scene units."""
        return {path: _corner(scene.nodes.get(path) or scene.flows[path]) for path in self.on(scene)}

    def paint(
        self, painter: QPainter, camera: Camera, scene: Scene, seen: Seen, theme: Theme, view: Rect
    ) -> None:
        """Draws the badges that are in view, in logical pixels; `seen` tells where a preview has things."""
        if camera.zoom < BADGES_FROM or not self._findings:
            return
        painter.setFont(words(LETTER, 600))
        letter, whole = px(LETTER), px(RADIUS)
        radius = whole * min(1.0, camera.zoom / WHOLE_FROM)
        for path, findings in self.on(scene).items():
            shown = seen(path)
            if shown is None:
                continue
            at = camera.to_screen(*_corner(shown))
            if not view.grown(whole).holds(*at):
                continue
            fill = theme.error if findings[0].severity == "error" else theme.warning
            text = "!" if len(findings) == 1 else str(min(len(findings), 99))
            painter.setPen(QPen(color(theme.surface), 1.5 * radius / whole))
            painter.setBrush(color(fill))
            painter.drawEllipse(QPointF(at.x, at.y), radius, radius)
            if radius >= LEAST_WITH_TEXT * whole:
                painter.setPen(color(theme.badge_text))
                painter.drawText(QPointF(at.x - width(text, letter, 600) / 2, at.y + 0.37 * letter), text)

    def next(self, path: Path, scene: Scene) -> Finding | None:
        """The worst that a badge stands for; asked again, the one after it, round the end."""
        found = self.on(scene).get(path, [])
        if not found:
            return None
        before = found.index(self._told) if self._told in found else -1
        self._told = found[(before + 1) % len(found)]
        return self._told

    def words(self, path: Path, scene: Scene) -> str:
        """What the badge of a node or flow says."""
        return "\n".join(finding.message for finding in self.on(scene).get(path, [])[:5])


def _corner(shown: Placed | Routed) -> Point:
    if isinstance(shown, Placed):
        # What can be resized has a handle in the corner.
        aside = FROM_CORNER if isinstance(shown.node, Area | Box | Note) else 3
        return Point(shown.rect.right - aside, shown.rect.y + 3)
    return _on_flow(shown)


def _on_flow(routed: Routed) -> Point:
    """Near where a flow begins, at its first turn at most, where it covers neither words nor channel.

    Where these leave no room on the line it stands beside it.
    """
    points = routed.points
    one, other = points[:2]
    far = length((one, other))
    most = far / 2 if len(points) == 2 else far
    dx, dy = direction(one, other)
    taken = [routed.label.area] if routed.label is not None else []
    disc = coin(routed.flow, points)
    taken += [disc] if disc is not None else []
    usual = min(FROM_START, most)
    for aside in (0.0, RADIUS, -RADIUS, FROM_START, -FROM_START):
        for along in (usual, RADIUS, (usual + most) / 2, most):
            along = min(along, most)
            at = Point(one.x + dx * along - dy * aside, one.y + dy * along + dx * aside)
            around = Rect(at.x, at.y, 0.0, 0.0).grown(RADIUS)
            if not any(rect.overlaps(around) for rect in taken):
                return at
    return Point(one.x + dx * usual, one.y + dy * usual)
