"""Times of things done in turn: interleaved, warmed up, medians. Ratios are what can be compared."""

import statistics
import time
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from app.core.definition import FormDefinition
from app.usecases.ports import Ports

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Row:
    """One measured thing against its baseline, both from the same run."""

    name: str
    milliseconds: float
    baseline: str
    baseline_milliseconds: float

    @property
    def ratio(self) -> float:
        return self.milliseconds / self.baseline_milliseconds

    def as_json(self) -> dict[str, object]:
        return {
            "name": self.name,
            "ms": round(self.milliseconds, 3),
            "baseline": self.baseline,
            "baseline_ms": round(self.baseline_milliseconds, 3),
            "ratio": round(self.ratio, 4),
        }


def biggest(ports: Ports) -> FormDefinition:
    """The form with the most questions: the hardest that is published."""
    return max(ports.forms.published(), key=lambda form: sum(1 for _ in form.fields()))


def medians(
    things: Mapping[str, Callable[[], object]],
    *,
    rounds: int,
    warm_up: int = 3,
    clock: Callable[[], float] = time.perf_counter,
) -> dict[str, float]:
    """Median milliseconds of each, done in turn so that a noisy moment hurts all alike. `clock` is that of
    the processor where all is done in this process."""
    times: dict[str, list[float]] = {name: [] for name in things}
    for number in range(warm_up + rounds):
        for name, thing in things.items():
            started = clock()
            thing()
            spent = clock() - started
            if number >= warm_up:
                times[name].append(spent * 1000)
    return {name: statistics.median(values) for name, values in times.items()}


def quickest(
    things: Mapping[Key, Callable[[], object]],
    *,
    rounds: int,
    clocks: Sequence[Callable[[], float]] = (time.perf_counter,),
) -> dict[Key, tuple[float, ...]]:
    """The least milliseconds of each by each clock, done in turn, one round more to warm up: what a shared
    machine adds to some of them is left out."""
    best: dict[Key, tuple[float, ...]] = {}
    for _number in range(rounds + 1):
        for name, thing in things.items():
            started = [clock() for clock in clocks]
            thing()
            spent = tuple((clock() - then) * 1000 for clock, then in zip(clocks, started, strict=True))
            best[name] = tuple(map(min, spent, best.get(name, spent)))
    return best


def table(rows: list[Row]) -> str:
    """For people."""
    lines = [f"{'mesure':<42} {'ms':>9}   {'référence':<36} {'ms':>9} {'rapport':>8}"]
    for row in rows:
        times = f"{row.milliseconds:>9.2f}   {row.baseline:<36} {row.baseline_milliseconds:>9.2f}"
        lines.append(f"{row.name:<42} {times} {row.ratio:>8.3f}")
    return "\n".join(lines)
