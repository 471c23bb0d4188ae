"""A queue over time, told by the stays in it: its greatest length, and its mean in a while."""

import numpy as np

from designer.simulation.program import Array

_BINS = 4096


class Longest:
    """The greatest length of a queue. What is not settled yet is kept as moments."""

    def __init__(self) -> None:
        self.most = 0
        self._length = 0
        self._times = np.empty(0, dtype=np.int64)
        self._signs = np.empty(0, dtype=np.int64)

    def add(self, came: Array, left: Array, settled: int) -> None:
        """More stays of some length; none that is told later begins or ends before `settled`."""
        stayed = left > came
        came, left = came[stayed], left[stayed]
        times = np.concatenate((self._times, left, came))
        signs = np.concatenate((self._signs, np.full(len(left), -1), np.full(len(came), 1)))
        order = np.argsort(times * 2 + (signs > 0), kind="stable")
        times, signs = times[order], signs[order]
        now = int(np.searchsorted(times, settled))
        lengths = self._length + np.cumsum(signs[:now])
        self.most = max(self.most, int(lengths.max(initial=0)))
        self._length = int(lengths[-1]) if now else self._length
        self._times, self._signs = times[now:].copy(), signs[now:].copy()


class Profile:
    """How long a queue was in each of 4,096 stretches of time; these widen as the run gets longer."""

    def __init__(self) -> None:
        self._width = 1 << 10
        self._areas = np.zeros(_BINS, dtype=np.int64)

    def add(self, came: Array, left: Array) -> None:
        """More stays, in ms."""
        while int(left.max(initial=0)) >= self._width * _BINS:
            self._areas = np.concatenate(
                (self._areas.reshape(-1, 2).sum(axis=1), np.zeros(_BINS // 2, np.int64))
            )
            self._width *= 2
        self._areas += self._after(came) - self._after(left)

    def mean(self, begin: int, end: int) -> float:
        """Its mean length between two moments, even within a bin."""
        edges = np.arange(_BINS + 1) * float(self._width)
        gone = np.concatenate(([0], np.cumsum(self._areas)))
        first, last = np.interp([begin, end], edges, gone)
        return float(last - first) / (end - begin)

    def _after(self, moments: Array) -> Array:
        """For each bin the time after these moments, added up."""
        place = moments // self._width
        here = np.bincount(place, minlength=_BINS)
        rest = np.bincount(place, weights=(place + 1) * self._width - moments, minlength=_BINS)
        found: Array = (np.cumsum(here) - here) * self._width + np.rint(rest).astype(np.int64)
        return found
