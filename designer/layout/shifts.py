"""Which open boxes only stand elsewhere in another scene, with all that is in them."""

from collections.abc import Collection

from designer.layout.geometry import Point
from designer.layout.scene import Path, Scene
from designer.layout.seats import Seat
from designer.layout.unfold import Memory


def shifts(before: Scene, after: Scene, known: Collection[Path] = ()) -> dict[Path, Point]:
    """Open boxes that are the same with all that is in them but stand elsewhere, and how far off.

    None that is inside another such one. Those that stand still count too if they are `known`, or if the box
    around them is another now, so that it would be painted over them.
    """
    old, new = before.memory, after.memory
    found: dict[Path, Point] = {}
    if not isinstance(old, Memory) or not isinstance(new, Memory) or old.seat is None or new.seat is None:
        return found
    towards = {path[:end] for path in known for end in range(len(path))}
    watched = towards.union(known)

    def look(was: Seat, seat: Seat, is_other: bool) -> None:
        path, earlier = seat.spot.path, was.inside.children
        if was is seat and not is_other and path not in towards:
            return
        stays = not is_other and was.layout is seat.layout and was.spot.origin == seat.spot.origin
        for box, inside in seat.inside.children.items():
            own = (*path, box)
            if box not in earlier or (stays and earlier[box] is inside and own not in watched):
                continue
            here, there = was.rect(box), seat.rect(box)
            is_same = earlier[box] is inside and here[2:] == there[2:]
            if is_same and (here != there or is_other or own in known):
                found[own] = Point(there.x - here.x, there.y - here.y)
            else:
                look(was.inner[box], seat.inner[box], not is_same and here != there)

    look(old.seat, new.seat, False)
    return found
