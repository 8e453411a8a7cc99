"""When to lock, and to forget the last call: after a while without keys, and never while a call is open."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IdleLock:
    """After `seconds` without a key, `lock` is called once; finding help goes on without the record.

    Where a passphrase opens it again, `stays` is true; otherwise the next key lifts the lock.
    """

    seconds: float
    lock: Callable[[], None]
    stays: bool = False


@dataclass(slots=True)
class IdleWatch:
    """Counts the silence since the last key. One timer for each stretch of `seconds`: no ticking in between."""

    rule: IdleLock
    last_key: float

    def due(self, now: float, *, locked: bool, open_call: bool) -> bool:
        """Is it time to lock?"""
        return not locked and not open_call and now - self.last_key >= self.rule.seconds

    def look_again_in(self, now: float) -> float:
        """Seconds until the silence could be long enough."""
        left = self.rule.seconds - (now - self.last_key)
        return left if left > 0 else self.rule.seconds
