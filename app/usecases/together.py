"""Several use cases in one transaction: data that are loaded, an act of a batch with its result.

It changes what the ports do with effects and wake-ups; it refuses to know what is done inside.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from app.core.dossier import Effect
from app.usecases.ports import Effects, Queue, Store, Transaction

PAUSE = timedelta(seconds=1.5)  # between two effects that nobody waits for


class NoQueue:
    """Fits usecases.ports.Queue: nothing waits."""

    def wake(self, effect_ids: Sequence[str]) -> bool:
        """Nobody is woken, and nobody is missed."""
        return True

    def start(self, batch_id: str) -> bool:
        """Nor for a batch."""
        return True

    def print_blank(self, slug: str) -> bool:
        """Nor for a form to print."""
        return True


class LateQueue(NoQueue):
    """Keeps what is to be woken until the transaction is over."""

    def __init__(self, real: Queue) -> None:
        self._real = real
        self._asked: list[str] = []

    def wake(self, effect_ids: Sequence[str]) -> bool:
        """Later."""
        self._asked += effect_ids
        return True

    def wake_now(self) -> None:
        """What was asked, once it is kept."""
        if self._asked:
            self._real.wake(self._asked)


class NoEffects:
    """What a dossier would have had done is not even noted; the rest of the list is the real one."""

    def __init__(self, real: Effects) -> None:
        self._real = real

    def add(self, effect: Effect) -> None:
        """Left out."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)


class LaterEffects(NoEffects):
    """Each waits for its turn, so that what a visitor asks for is never behind all of them."""

    def __init__(self, real: Effects) -> None:
        super().__init__(real)
        self._added = 0

    def add(self, effect: Effect) -> None:
        """Due a little after the one before."""
        self._real.add(replace(effect, due_at=effect.due_at + self._added * PAUSE))
        self._added += 1


@dataclass
class Joined:
    """Fits usecases.ports.Store: inside `together`, every transaction is part of one."""

    real: Store
    effects: Callable[[Effects], Any]
    current: list[Transaction] = field(default_factory=list)

    @contextmanager
    def together(self) -> Iterator[None]:
        """One commit for all that happens in the block."""
        with self.real.transaction() as tx:
            tx.effects = self.effects(tx.effects)
            self.current.append(tx)
            try:
                yield
            finally:
                self.current.pop()

    @contextmanager
    def _joined(self) -> Iterator[Transaction]:
        yield self.current[-1]

    def transaction(self) -> AbstractContextManager[Transaction]:
        """The one of the block."""
        return self._joined()

    reading = transaction
