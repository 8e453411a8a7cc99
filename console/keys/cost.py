"""How much work one guess at a passphrase costs: argon2id, measured on this machine."""

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

from argon2.low_level import Type, hash_secret_raw

KEY_BYTES = 32
_MEBIBYTE = 1024
_STEP_KIB = 16 * _MEBIBYTE


@dataclass(frozen=True, slots=True)
class Cost:
    """The argon2id parameters; one lane, so that an unlock takes one core of a shared host."""

    memory_kib: int
    passes: int

    @property
    def plausible(self) -> bool:
        """Whether a key file may ask for this: no less than our floor, no more than a machine can be made to spend."""
        return FLOOR.memory_kib <= self.memory_kib <= 4096 * _MEBIBYTE and FLOOR.passes <= self.passes <= 64


FLOOR = Cost(64 * _MEBIBYTE, 3)
MOST_MEMORY_KIB = 256 * _MEBIBYTE
"""Where many desks share a host, each unlock takes this much at once: more would stop the others."""


def passphrase_key(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """The key that a passphrase gives."""
    return hash_secret_raw(
        passphrase.encode("utf-8"), salt, cost.passes, cost.memory_kib, parallelism=1, hash_len=KEY_BYTES, type=Type.ID
    )


def measured_cost(seconds: float = 1.0, spent: Callable[[Cost], float] | None = None) -> Cost:
    """The cost that takes about `seconds` here: memory first, then passes, never below the floor."""
    took = (spent or _spent)(FLOOR)
    steps = int(FLOOR.memory_kib * seconds / took) // _STEP_KIB
    memory = min(max(steps * _STEP_KIB, FLOOR.memory_kib), MOST_MEMORY_KIB)
    passes = int(FLOOR.passes * seconds / (took * memory / FLOOR.memory_kib))
    return Cost(memory, min(max(passes, FLOOR.passes), 64))


def _spent(cost: Cost) -> float:
    started = perf_counter()
    passphrase_key("measuring only", b"\0" * 16, cost)
    return max(perf_counter() - started, 1e-3)
