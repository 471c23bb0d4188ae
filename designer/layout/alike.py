"""Which nodes and flows of a layout have moved alike: told in groups, each with its step.

In a group is what moved by whole units and lies, with all that it depends on, at multiples of a small
fraction of one: only then the computer finds the same numbers elsewhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from designer.layout.differences import differ
from designer.layout.geometry import Point
from designer.layout.layout import Content, Layout, Standing
from designer.layout.nearness import Floats, Things, are_exact, numbers, of_layout, of_nodes, strayed
from designer.layout.offsets import STAYS, Offsets
from designer.model.nodes import Box, Node

APART = -1  # the group of what came, changed, or moved like nothing else
_PLACE = frozenset(("at", "slack"))  # what may differ of a node that is the same elsewhere
_BENDS = frozenset(("via", "label_at"))  # and of a flow


@dataclass(frozen=True)
class Alike:
    """The groups of an earlier layout's nodes and flows, as they now stand in another content."""

    earlier: Layout
    content: Content
    stands: Standing

    @cached_property
    def groups(self) -> Mapping[str, int]:
        """The group of each node and flow that is there now; a flow is in one if both of its ends are."""
        groups = self._moves[0]
        for node in self.content.nodes:
            if not self._is_same(node):
                groups[node.id] = APART
        for node in self.content.nodes:  # in the way, events go by their hosts
            if node.kind == "boundary" and groups[node.id] != groups.get(node.host):
                groups[node.id] = APART
        for flow in self.content.flows:
            one, other = groups[flow.source], groups[flow.target]
            groups[flow.id] = one if one == other else APART
        for key in self._changed_flows() | self._bent_otherwise(groups):
            groups[key] = APART
        inexact = set(self._things.names[~are_exact(self._things.rects)].tolist())
        for key in inexact | self._uneven(groups):
            if self._step(groups.get(key, APART)) != STAYS:
                groups[key] = APART
        return groups

    @cached_property
    def offsets(self) -> Offsets:
        """How far what is in a group has moved, by id; what stays is left out."""
        steps = self._moves[1]
        moved = ((key, steps[group]) for key, group in self.groups.items() if group != APART)
        return Offsets({key: by for key, by in moved if by != STAYS})

    @cached_property
    def apart(self) -> frozenset[str]:
        """The nodes and flows that are in no group."""
        return frozenset(key for key, group in self.groups.items() if group == APART)

    @cached_property
    def gone(self) -> frozenset[str]:
        """The nodes and flows that are not there any more."""
        return frozenset({*self.earlier.by_id, *self.earlier.routes} - self.groups.keys())

    @cached_property
    def disturbed(self) -> frozenset[str]:
        """Nodes and flows of groups that have, or had, something near that is not of theirs."""
        steps = np.array([*self._moves[1], STAYS])
        strangers = of_nodes(self.stands, self.apart & self.stands.rects.keys())
        groups = np.array([self.groups.get(name, APART) for name in self._things.names], np.int64)
        found = strayed(self._things, groups, steps, strangers, APART)
        return frozenset(found & self.groups.keys() - self.apart)

    @cached_property
    def _things(self) -> Things:
        return of_layout(self.earlier)

    @cached_property
    def _moves(self) -> tuple[dict[str, int], list[Point]]:
        """The groups of nodes by how far they have moved, and the steps of the groups."""
        before, rects = self.earlier.rects, self.stands.rects
        keys = [key for key in rects if key in before]
        old, new = (numbers((table[key] for key in keys), 4) for table in (before, rects))
        by: Floats = np.ascontiguousarray(new[:, :2] - old[:, :2])
        steps, groups = np.unique(by.view(np.complex128), return_inverse=True)
        is_whole = (by == np.rint(by)).all(1) & are_exact(old) & are_exact(new)
        is_same = (old[:, 2:] == new[:, 2:]).all(1) & (is_whole | (by == 0.0).all(1))
        found = np.where(is_same, groups.ravel(), APART).tolist()
        made = dict.fromkeys(rects, APART) | dict(zip(keys, found, strict=True))
        return made, [Point(step.real, step.imag) for step in steps.tolist()]

    def _step(self, group: int) -> Point:
        return STAYS if group == APART else self._moves[1][group]

    def _is_same(self, node: Node) -> bool:
        key, old, new = node.id, self.earlier.content, self.content
        was = self.earlier.by_id.get(key)
        if was is None or (was is not node and differ(was, node, _PLACE)):
            return False
        return not isinstance(node, Box) or (
            old.opened.get(key) == new.opened.get(key) and old.openings.get(key) == new.openings.get(key)
        )

    def _uneven(self, groups: Mapping[str, int]) -> set[str]:
        """Boxes that moved, and whose named ports do not stand where they can be carried from."""
        moved = [key for key in self.earlier.ports if self._step(groups.get(key, APART)) != STAYS]
        places = {key: [port.at for port in self.earlier.ports[key] if port.named] for key in moved}
        return {key for key, at in places.items() if not are_exact(numbers(at, 2)).all()}

    def _changed_flows(self) -> set[str]:
        before, now = self.earlier.content.flows, self.content.flows
        if before is now:
            return set()
        known = {flow.id: flow for flow in before}
        pairs = ((known.get(flow.id), flow) for flow in now)
        return {
            flow.id for was, flow in pairs if was is None or (was is not flow and differ(was, flow, _BENDS))
        }

    def _bent_otherwise(self, groups: Mapping[str, int]) -> set[str]:
        """Flows whose bends, or whose labels that somebody has put somewhere, have not moved along."""
        old, new = self.earlier, self.stands
        pairs = [(old.vias.get(key, ()), new.vias.get(key, ()), key) for key in {*old.vias, *new.vias}]
        pairs += [(_listed(old.put.get(key)), _listed(new.put.get(key)), key) for key in {*old.put, *new.put}]
        return {
            key
            for before, now, key in pairs
            if [point + self._step(groups.get(key, APART)) for point in before] != list(now)
        }


def _listed(at: Point | None) -> tuple[Point, ...]:
    return () if at is None else (at,)
