"""The space tool: pushes what lies beyond a line away, or draws it nearer (C10)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import copysign, inf

from designer.canvas.snapping import GRID
from designer.canvas.tools.armed import ArmedTool
from designer.canvas.tools.drag import Gesture, Proposal, refused
from designer.canvas.tools.growing import hold_content
from designer.canvas.tools.places import base_point
from designer.canvas.tools.stage import Cursor, Feedback, Gist, Pointer, Stage
from designer.canvas.tools.staying import corners, put_seen
from designer.editing.draft import Draft
from designer.editing.moving import company, move
from designer.editing.spacing import Axis, Cut, along_flow, reach, slide, span
from designer.layout.gathered import children
from designer.layout.geometry import Point, Rect
from designer.layout.scene import Path, Placed
from designer.layout.sizes import MIN_OPEN
from designer.model.nodes import Area, Boundary, Box

HINT = "Drag to make space · Ctrl takes it away · Shift: the whole level · F: along the flow · Esc ends"
MOST = 150  # so many nodes, where a cut goes through, are laid out anew with every move
BLOCKED = "There is no space to take away here: something is in the way"


@dataclass(frozen=True, slots=True)
class _Part:
    """What a cut does within one container; the parts of boxes that it crosses come before their own."""

    container: Path
    moving: frozenset[Path]
    crossed: frozenset[Path]  # open boxes, which grow or shrink
    stretched: frozenset[Path]  # areas

    @property
    def ids(self) -> list[str]:
        """The ids of what moves."""
        return sorted(path[-1] for path in self.moving)


class _Plan:
    """What a cut does in all containers, however far it goes; what is in boxes comes before them."""

    def __init__(self, parts: Sequence[_Part], size: int) -> None:
        self.parts = parts
        self.size = size  # nodes in the containers that it goes through, and inside those

    @cached_property
    def moving(self) -> frozenset[Path]:
        """All that moves."""
        return frozenset(path for part in self.parts for path in part.moving)

    @cached_property
    def stretched(self) -> frozenset[Path]:
        """Boxes and areas that become longer or shorter."""
        return frozenset(path for part in self.parts for path in (*part.crossed, *part.stretched))

    @cached_property
    def outlined(self) -> frozenset[Path]:
        """What is to be marked."""
        return self.moving | self.stretched


class SpaceGesture(Gesture):
    """Moves all that lies beyond the press; begun on a node, or with F, only what follows along the flow."""

    def __init__(self, stage: Stage, start: Pointer) -> None:
        self._stage = stage
        self._start = start.scene
        self._hovered = stage.container_at(start.scene)
        self._node = self._pressed_node()
        self._axis: Axis | None = None
        self._children: dict[Path, Mapping[Path, Placed]] = {}
        self._plans: dict[object, _Plan] = {}
        self._free: dict[_Plan, float] = {}
        self._last: tuple[object, Proposal] | None = None

    def propose(self, pointer: Pointer) -> Proposal:
        """Everything where a release would put it."""
        offset = pointer.scene - self._start
        if self._axis is None:
            self._axis = "x" if abs(offset.x) >= abs(offset.y) else "y"
        cut = self._cut(pointer, offset)
        # On the grid most moves of the mouse change nothing, and thousands of nodes may move with each.
        asked = (cut, pointer.modifiers.shift, pointer.modifiers.flow)
        if self._last is None or self._last[0] != asked:
            self._last = (asked, self._proposal(cut, pointer, offset))
        return self._last[1]

    def _proposal(self, cut: Cut, pointer: Pointer, offset: Point) -> Proposal:
        plan = self._plan(cut, pointer)
        parts = plan.parts
        widens = cut.widens
        if not widens and parts:
            cut = replace(cut, distance=self._taken(plan, cut))
        status = "" if plan.moving else "Nothing lies beyond here"
        if plan.moving and not cut.distance and not self._is_at_start(offset):
            return refused(BLOCKED)
        shown = Feedback(
            bands=(self._band(parts[-1].container if parts else self._hovered, cut),),
            readout=f"{cut.distance:+.0f}",
            outlined=plan.outlined,
        )
        cursor: Cursor = "size-h" if self._axis == "x" else "size-v"
        made = Proposal(
            f"{'Make' if widens else 'Take away'} space",
            done=lambda: self._draft(parts, cut),  # not the draft that was made while all was only sketched
            feedback=shown,
            cursor=cursor,
            status=status or HINT,
        )
        if plan.size <= MOST:
            return replace(made, draft=self._draft(parts, cut))
        return replace(made, gist=Gist(cut, plan.moving, plan.stretched))

    def _draft(self, parts: Sequence[_Part], cut: Cut) -> Draft:
        draft = self._stage.editor.draft()
        for part in parts:
            self._carry_out(draft, part, cut)
        if parts and parts[-1].container != self._stage.level:
            hold_content(self._stage, draft, parts[-1].container)
        return draft

    def _is_at_start(self, offset: Point) -> bool:
        return abs(offset.x if self._axis == "x" else offset.y) < GRID / 2

    def _cut(self, pointer: Pointer, offset: Point) -> Cut:
        axis = self._axis or "x"
        distance, line = (offset.x, self._start.x) if axis == "x" else (offset.y, self._start.y)
        if self._stage.habits.snaps_to_grid and not pointer.modifiers.free:
            distance = round(distance / GRID) * float(GRID)
        ahead = (distance >= 0) != pointer.modifiers.control
        if self._node is not None and not pointer.modifiers.shift:
            line = span(self._stage.scene.nodes[self._node].rect, axis)[0 if ahead else 1]
        return Cut(axis, line, distance, ahead)

    # What moves

    def _plan(self, cut: Cut, pointer: Pointer) -> _Plan:
        """What a cut moves; found once for each side of each line."""
        asked = (cut.axis, cut.line, cut.ahead, pointer.modifiers.shift, pointer.modifiers.flow)
        if asked not in self._plans:
            parts = self._parts(cut, pointer)
            self._plans[asked] = _Plan(parts, sum(self._size(part.container) for part in parts))
        return self._plans[asked]

    def _parts(self, cut: Cut, pointer: Pointer) -> list[_Part]:
        whole = pointer.modifiers.shift
        container = self._stage.level if whole else self._hovered
        if self._node is not None and not whole:
            return [self._along(self._node, cut)]
        if pointer.modifiers.flow:
            nearest = self._nearest(container, cut)
            return [self._along(nearest, cut)] if nearest is not None else []
        return self._across(container, cut)

    def _across(self, container: Path, cut: Cut) -> list[_Part]:
        children = self._inside(container)
        crossed = {path: placed for path, placed in children.items() if cut.crosses(placed.rect)}
        boxes = [path for path, placed in crossed.items() if placed.open and isinstance(placed.node, Box)]
        inner = [part for box in boxes for part in self._across(box, cut)]
        moving = frozenset(path for path, placed in children.items() if cut.passes(placed.rect))
        areas = frozenset(path for path, placed in crossed.items() if isinstance(placed.node, Area))
        own = _Part(container, moving, frozenset(boxes), areas)
        return [*inner, own] if moving or inner or areas else inner

    def _along(self, start: Path, cut: Cut) -> _Part:
        container, document = start[:-1], self._stage.editor.document
        children = self._inside(container)
        found = company(document, along_flow(document, start[-1], cut.ahead))
        paths = ((*container, node) for node in found)
        moving = frozenset(path for path in paths if path in children and cut.passes(children[path].rect))
        return _Part(container, moving, frozenset(), frozenset())

    def _nearest(self, container: Path, cut: Cut) -> Path | None:
        """What lies beyond the line nearest to the press: there the flow begins that is followed."""
        beyond = [
            (_gap(placed.rect, self._start), path)
            for path, placed in self._inside(container).items()
            if cut.passes(placed.rect)
        ]
        return min(beyond)[1] if beyond else None

    def _size(self, container: Path) -> int:
        children = self._inside(container)
        return len(children) + sum(self._size(path) for path, placed in children.items() if placed.open)

    def _inside(self, container: Path) -> Mapping[Path, Placed]:
        """What a container holds, without events on borders."""
        if container not in self._children:
            found = children(self._stage.scene.nodes, container)
            self._children[container] = {
                path: placed for path, placed in found.items() if not isinstance(placed.node, Boundary)
            }
        return self._children[container]

    def _pressed_node(self) -> Path | None:
        hit = self._stage.hit(self._start)
        placed = self._stage.scene.nodes.get(hit.path)
        if placed is None or hit.kind in ("inside", "canvas") or isinstance(placed.node, Area | Boundary):
            return None
        return hit.path

    # How far, and where to

    def _taken(self, plan: _Plan, cut: Cut) -> float:
        """The distance that nothing which stays stands in the way of."""
        if plan not in self._free:
            endless = replace(cut, distance=copysign(inf, cut.distance))
            self._free[plan] = min(self._reach(part, endless) for part in plan.parts)
        return copysign(min(abs(cut.distance), self._free[plan]), cut.distance)

    def _reach(self, part: _Part, cut: Cut) -> float:
        children = self._inside(part.container)
        gone = part.crossed | part.stretched
        rects = {path: placed.rect for path, placed in children.items() if path not in gone}
        return reach(rects, part.moving, cut)

    def _carry_out(self, draft: Draft, part: _Part, cut: Cut) -> None:
        stage, workflow = self._stage, self._stage.workflow_of(part.container)
        seen = Point(cut.line, self._start.y) if cut.axis == "x" else Point(self._start.x, cut.line)
        base = base_point(stage, part.container, seen)
        stored = replace(cut, line=base.x if cut.axis == "x" else base.y)
        stretched = {path[-1] for path in part.stretched}
        children = self._inside(part.container)
        for box in part.crossed:
            _size(draft, box[-1], cut)
        if not part.crossed:
            slide(draft, workflow, part.ids, stored, stretched)
        else:
            self._follow_boxes(draft, part, stored, workflow)
        if any(placed.open for placed in children.values()):
            put_seen(stage, draft, self._wanted(draft, part, cut))

    def _follow_boxes(self, draft: Draft, part: _Part, cut: Cut, workflow: str) -> None:
        """The boxes that grow push some of what lies beyond already; the rest is moved."""
        stage = self._stage
        now = stage.scene_of(draft.document).nodes
        rest: defaultdict[tuple[float, float], list[str]] = defaultdict(list)
        for path in part.moving & now.keys():
            wanted = stage.scene.nodes[path].rect.moved(*cut.offset)
            by = (round(wanted.x - now[path].rect.x, 2), round(wanted.y - now[path].rect.y, 2))
            rest[by].append(path[-1])
        for by, ids in rest.items():
            move(draft, ids, *by)
        side = 1 if cut.ahead else 0
        for path in part.stretched & now.keys():
            wanted_at = span(stage.scene.nodes[path].rect, cut.axis)[side] + cut.distance
            distance = wanted_at - span(now[path].rect, cut.axis)[side]
            slide(draft, workflow, (), replace(cut, distance=distance), [path[-1]])

    def _wanted(self, draft: Draft, part: _Part, cut: Cut) -> dict[Path, Point]:
        """Where each node of a container is to be seen in it: boxes that grow keep the side that stays."""
        children = {
            path: placed
            for path, placed in self._inside(part.container).items()
            if path not in part.stretched and not isinstance(placed.node, Area)
        }
        now = self._stage.scene_of(draft.document).nodes
        found = corners(self._stage.scene, children)
        for path, corner in found.items():
            if path in part.moving:
                found[path] = corner + cut.offset
            elif path in part.crossed and not cut.ahead and path in now:
                old, new = children[path].rect, now[path].rect
                across = old.w - new.w if cut.axis == "x" else 0.0
                found[path] = corner + Point(across, old.h - new.h if cut.axis == "y" else 0.0)
        return found

    def _band(self, container: Path, cut: Cut) -> Rect:
        placed = self._stage.scene.nodes.get(container)
        frame = placed.rect if placed is not None else self._stage.visible
        low, length = min(cut.line, cut.line + cut.distance), abs(cut.distance)
        if cut.axis == "x":
            return Rect(low, frame.y, length, frame.h)
        return Rect(frame.x, low, frame.w, length)


def _size(draft: Draft, box_id: str, cut: Cut) -> None:
    """An open box that somebody has sized becomes larger or smaller with its content."""
    box = draft.node(box_id)
    if not isinstance(box, Box) or box.open_size is None:
        return
    by = cut.distance if cut.ahead else -cut.distance
    width, height = box.open_size
    size = (width + by, height) if cut.axis == "x" else (width, height + by)
    draft.update(box_id, open_size=(max(size[0], MIN_OPEN[0]), max(size[1], MIN_OPEN[1])))


def _gap(rect: Rect, at: Point) -> float:
    dx = max(rect.x - at.x, 0.0, at.x - rect.right)
    dy = max(rect.y - at.y, 0.0, at.y - rect.bottom)
    return dx + dy


def space_tool(stage: Stage) -> ArmedTool:
    """Makes space with every drag until Esc."""
    return ArmedTool(stage, "space", HINT, SpaceGesture)
