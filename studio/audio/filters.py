"""Recursive filters that take a sound as it comes: high-pass, low-pass, shelf and bell sections.

A recursion sample by sample is slow in Python. Here runs of 60 samples go through at once: what lies
before them acts through the few numbers of the filter's state, which follow for many runs from one
matrix product; one more product of samples and state gives the sound. The state is balanced, that
is, counted in units in which 32-bit floats lose nothing of it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

_RUN = 60
_GROUP = 32
# Sizes at which no product is so great that the library would start threads for it, which takes
# longer than the product and disturbs whoever else is at work.


_Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Section:
    """One second-order step: the numerator, and the denominator after its leading 1."""

    b: tuple[float, float, float]
    a: tuple[float, float]


def high_pass(frequency: float, rate: int, q: float = math.sqrt(0.5)) -> Section:
    cosine, alpha = _angle(frequency, rate, q)
    return _section((1 + cosine) / 2, -(1 + cosine), (1 + cosine) / 2, cosine, alpha)


def low_pass(frequency: float, rate: int, q: float = math.sqrt(0.5)) -> Section:
    cosine, alpha = _angle(frequency, rate, q)
    return _section((1 - cosine) / 2, 1 - cosine, (1 - cosine) / 2, cosine, alpha)


def bell(frequency: float, rate: int, gain_db: float, q: float) -> Section:
    """Louder or softer around a frequency, as it was elsewhere."""
    cosine, alpha = _angle(frequency, rate, q)
    root = 10 ** (gain_db / 40)
    return _section(1 + alpha * root, -2 * cosine, 1 - alpha * root, cosine, alpha / root)


def _angle(frequency: float, rate: int, q: float) -> tuple[float, float]:
    angle = 2 * math.pi * frequency / rate
    return math.cos(angle), math.sin(angle) / (2 * q)


def _section(b0: float, b1: float, b2: float, cosine: float, alpha: float) -> Section:
    a0 = 1 + alpha
    return Section((b0 / a0, b1 / a0, b2 / a0), (-2 * cosine / a0, (1 - alpha) / a0))


def response_db(sections: Sequence[Section], frequency: float, rate: int) -> float:
    """How much louder a tone of that frequency comes out."""
    z = np.exp(-2j * np.pi * frequency / rate)
    gain = 1.0
    for section in sections:
        (b0, b1, b2), (a1, a2) = section.b, section.a
        gain *= abs((b0 + b1 * z + b2 * z * z) / (1 + a1 * z + a2 * z * z))
    return 20 * math.log10(gain)


class Filter:
    """Sections one after the other, applied to one channel that arrives in pieces.

    What it keeps between pieces is `state`; a new Filter begins after silence.
    """

    __slots__ = ("_matrices", "state")

    def __init__(self, sections: tuple[Section, ...]) -> None:
        self._matrices = _matrices(sections)
        self.state: NDArray[np.float32] = np.zeros(2 * len(sections), np.float32)

    def filtered(self, piece: NDArray[np.float32]) -> NDArray[np.float32]:
        m = self._matrices
        order = len(self.state)
        runs, rest = divmod(len(piece), _RUN)
        groups = -(-(runs + 1) // _GROUP)
        # One more run than is full, so that there is one to end in.
        rows = groups * _GROUP if groups > 1 else runs + 1
        joined = np.zeros((rows, _RUN + order), np.float32)
        joined[:runs, :_RUN] = piece[: runs * _RUN].reshape(runs, _RUN)
        joined[runs, :rest] = piece[runs * _RUN :]
        taken = np.zeros((groups * _GROUP, order), np.float32)
        grouped = joined.reshape(groups, -1, _RUN + order)
        np.matmul(grouped[:, :, :_RUN], m.taken_in, out=taken[:rows].reshape(groups, -1, order))
        within = np.matmul(taken.reshape(groups, 1, -1), m.group)[:, 0]
        step = m.group_powers[:, -order:]
        starts = np.empty((groups, order), np.float32)
        state = self.state
        for group in range(groups):
            starts[group] = state
            state = within[group, -order:] + state @ step
        states = (within + starts @ m.group_powers).reshape(groups, _GROUP + 1, order)
        joined[:, _RUN:] = states[:, :-1].reshape(-1, order)[:rows]
        self.state = joined[runs, _RUN:]
        if rest:
            tail = joined[runs, :rest]
            self.state = self.state @ m.powers[rest] + tail @ m.taken_in[_RUN - rest :]
        self.state = self.state.copy()
        sound: NDArray[np.float32] = np.matmul(grouped, m.heard).reshape(-1)[: len(piece)]
        return sound


@dataclass(frozen=True, slots=True)
class _Matrices:
    """All applied from the right, to rows."""

    heard: NDArray[np.float32]
    """A run's samples and the state before it to what is heard in the run."""
    taken_in: NDArray[np.float32]
    """A run's samples to what they add to the state after it."""
    powers: list[NDArray[np.float32]]
    """The state that many samples later, without sound."""
    group: NDArray[np.float32]
    """What each run of a group took in, to the states before every run and after the last."""
    group_powers: NDArray[np.float32]
    """The state before a group to the same."""


@cache
def _matrices(sections: tuple[Section, ...]) -> _Matrices:
    a, b, c, d = _balanced(*_state_space(sections))
    order = len(a)
    powers = [np.eye(order)]
    for _ in range(_RUN):
        powers.append(powers[-1] @ a)
    taken_in = np.stack([powers[_RUN - 1 - at] @ b for at in range(_RUN)])
    step = powers[_RUN].T
    steps = [np.eye(order)]
    for _ in range(_GROUP):
        steps.append(steps[-1] @ step)
    group = np.zeros((_GROUP * order, (_GROUP + 1) * order))
    for source in range(_GROUP):
        for target in range(source + 1, _GROUP + 1):
            group[source * order : (source + 1) * order, target * order : (target + 1) * order] = (
                steps[target - 1 - source]
            )
    return _Matrices(
        _heard(powers, b, c, d),
        taken_in.astype(np.float32),
        [power.T.astype(np.float32) for power in powers],
        group.astype(np.float32),
        np.hstack(steps).astype(np.float32),
    )


def _heard(powers: list[_Matrix], b: _Matrix, c: _Matrix, d: float) -> NDArray[np.float32]:
    impulse = [d] + [float(c @ powers[at] @ b) for at in range(_RUN - 1)]
    itself = np.zeros((_RUN, _RUN))
    for at, value in enumerate(impulse):
        itself += np.diag(np.full(_RUN - at, value), at)
    before = np.stack([c @ powers[at] for at in range(_RUN)], axis=1)
    return np.vstack([itself, before]).astype(np.float32)


def _state_space(sections: tuple[Section, ...]) -> tuple[_Matrix, _Matrix, _Matrix, float]:
    """x' = a x + b u, y = c x + d u for all sections in a row."""
    a, b, c, d = np.zeros((0, 0)), np.zeros(0), np.zeros(0), 1.0
    for section in sections:
        (b0, b1, b2), (a1, a2) = section.b, section.a
        own_a = np.array([[-a1, 1.0], [-a2, 0.0]])
        own_b = np.array([b1 - a1 * b0, b2 - a2 * b0])
        own_c = np.array([1.0, 0.0])
        a = np.block([[a, np.zeros((len(a), 2))], [np.outer(own_b, c), own_a]])
        b = np.concatenate([b, own_b * d])
        c = np.concatenate([b0 * c, own_c])
        d = b0 * d
    return a, b, c, d


def _balanced(
    a: _Matrix, b: _Matrix, c: _Matrix, d: float
) -> tuple[_Matrix, _Matrix, _Matrix, float]:
    """The same filter with each part of its state as easily stirred as it is heard."""
    stirred, heard = _gramian(a, np.outer(b, b)), _gramian(a.T, np.outer(c, c))
    root = np.linalg.cholesky(stirred)
    turn, sizes, _ = np.linalg.svd(root.T @ heard @ root)
    there = root @ turn @ np.diag(sizes**-0.25)
    back = np.linalg.inv(there)
    return back @ a @ there, back @ b, c @ there, d


def _gramian(a: _Matrix, start: _Matrix) -> _Matrix:
    """The sum of a^k start a^kT over all k, doubled until nothing is added."""
    total, power = start, a
    for _ in range(30):
        total = total + power @ total @ power.T
        power = power @ power
    return np.asarray(total)
