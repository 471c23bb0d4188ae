"""The lines of all flows of one workflow: each found by itself, then put on tracks beside the others."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from designer.layout import ends as ending
from designer.layout import hops as hopping
from designer.layout.docking import Docks, Plan
from designer.layout.ends import Ends, ends
from designer.layout.geometry import Point, Rect
from designer.layout.hops import Hop, Hops
from designer.layout.layered import layered
from designer.layout.obstacles import CLEARANCE, Obstacles
from designer.layout.ports import PORT_REACH, name_areas, straight
from designer.layout.routing import route
from designer.layout.spacing import Line
from designer.layout.tracks import NONE, Edit, Tracks, tracks
from designer.layout.ways import Way
from designer.model.flow import Flow

_TOUCH = CLEARANCE + 1.0  # nodes further than this from a line do not bend it
_APART = 3.0  # how far pieces that are moved keep from names


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines, and what must be known to change a few of them as if all were made anew."""

    tried: Obstacles  # where nodes matter to ways, by flow
    ways: Mapping[str, Way]
    ends: Ends
    upright: Tracks
    level: Tracks
    hops: Hops

    @property
    def routes(self) -> Mapping[str, tuple[Point, ...]]:
        """The finished lines by flow."""
        return self.level.made

    def overlaid(
        self, come: Mapping[str, Line], hops: Mapping[str, tuple[Hop, ...]], gone: frozenset[str]
    ) -> "Lines":
        """The same with other finished lines and their hops; only to be looked at."""
        level = replace(self.level, made=layered(self.routes, come, gone))
        flat = gone | come.keys() - hops.keys()
        return replace(self, level=level, hops=replace(self.hops, made=layered(self.hops.made, hops, flat)))


EMPTY = Lines(Obstacles((), _TOUCH), {}, ending.NONE, NONE, NONE, hopping.NONE)


@dataclass(frozen=True, slots=True)
class Ground:
    """What flows run on: where all nodes stand, where flows dock, and what they lead around."""

    plan: Plan
    docks: Docks
    obstacles: Obstacles

    def around(self, area: Rect, piece: Rect) -> list[Rect]:
        """Nodes, and names of ports, that overlap an area; no names through which a piece runs as it is."""
        found, ports = self.obstacles.touching(area), self.plan.ports
        for box in self.obstacles.names(area.grown(PORT_REACH)) if ports else ():
            if box in ports:
                names = [rect.grown(_APART) for rect in name_areas(ports[box])]
                found += [rect for rect in names if rect.overlaps(area) and not rect.overlaps(piece)]
        return found


def drawn(
    earlier: Lines,
    flows: Sequence[Flow],
    gone: Iterable[str],
    ground: Ground,
    areas: Sequence[Rect] = (),
    unsettled: frozenset[str] = frozenset(),
) -> tuple[Lines, frozenset[str]]:
    """The lines with some flows made anew and others gone; and the flows that are not drawn the same.

    `areas` are where obstacles stood and stand that have moved. Of the flows made anew those `unsettled` may
    have got other neighbours even where they run as before. Made from `EMPTY`, these are the lines of all
    flows.
    """
    made = {flow.id: way_of(flow, ground) for flow in flows}
    old = earlier.ways
    vanished = frozenset(key for key in gone if key in old and key not in made)
    changed = frozenset(key for key, way in made.items() if old.get(key) != way) | vanished | unsettled
    tried = earlier.tried.changed(
        [(key, rect) for key in changed if key in old for rect in old[key].tried],
        [(key, rect) for key in changed if key in made for rect in made[key].tried],
    )
    ways = layered(old, {key: made[key] for key in changed if key in made}, vanished)
    pinned, around = ground.plan.vias, ground.around
    wide = [area.grown(PORT_REACH) for area in areas] if ground.plan.ports else areas
    parted, changed = ends(earlier.ends, old, ways, changed, areas, pinned, ground.obstacles.touching)
    anew = Edit(parted.made, changed | unsettled, wide)
    upright, changed = tracks(earlier.upright, anew, 0, pinned, around)
    anew = Edit(upright.made, changed | unsettled, wide)
    level, changed = tracks(earlier.level, anew, 1, pinned, around)
    hopped, hopping_anew = hopping.hops(earlier.hops, earlier.routes, level.made, changed | unsettled)
    return Lines(tried, ways, parted, upright, level, hopped), changed | hopping_anew


def way_of(flow: Flow, ground: Ground) -> Way:
    """How a flow runs if it were alone."""
    plan, (out, into) = ground.plan, ground.docks[flow.id]
    host = plan.nodes[flow.source]
    own = (host.host if host.kind == "boundary" else flow.source, flow.target)
    return route(
        plan.rects[flow.source],
        out.side,
        plan.rects[flow.target],
        into.side,
        plan.vias.get(flow.id, ()),
        (out.at, into.at),
        ground.obstacles,
        own,
        (
            straight(plan.ports.get(flow.source, ()), out.side),
            straight(plan.ports.get(flow.target, ()), into.side),
        ),
    )
