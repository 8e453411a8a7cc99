"""Points on the map in squares of a quarter degree, so that the nearest is found without looking at all."""

from collections.abc import Callable, Iterable, Iterator
from math import cos, floor, hypot, radians
from typing import Generic, TypeVar

Spot = TypeVar("Spot")
STEP = 0.25
KM_A_DEGREE = 111.2
_WIDEST = 16


def square(lat: float, lon: float) -> int:
    """The number of the square a point lies in."""
    return (floor(lat / STEP) + 1000) * 10_000 + floor(lon / STEP) + 2000


def kilometres(lat: float, lon: float, lat2: float, lon2: float) -> float:
    """Distance good to a percent within a few hundred kilometres: enough to rank by."""
    east = ((lon - lon2 + 180) % 360 - 180) * cos(radians((lat + lat2) / 2))
    return hypot(lat - lat2, east) * KM_A_DEGREE


def rings(lat: float, lon: float) -> Iterator[list[int]]:
    """Squares around a point, nearest ring first, out to four degrees."""
    centre = square(lat, lon)
    yield [centre]
    for out in range(1, _WIDEST + 1):
        edge = range(-out, out + 1)
        yield [centre + dy * 10_000 + dx for dy in edge for dx in edge if max(abs(dy), abs(dx)) == out]


def nearest(
    lat: float,
    lon: float,
    spots_in: Callable[[list[int]], Iterable[tuple[float, float, Spot]]],
    fits: Callable[[Spot], bool] | None = None,
) -> Spot | None:
    """The nearest thing `spots_in` knows; one ring more than needed is read, since squares have corners."""
    best: tuple[float, Spot] | None = None
    after = 0
    for squares in rings(lat, lon):
        for lat2, lon2, spot in spots_in(squares):
            away = kilometres(lat, lon, lat2, lon2)
            if (best is None or away < best[0]) and (fits is None or fits(spot)):
                best = (away, spot)
        after += best is not None
        if after > 1:
            break
    return best[1] if best else None


class Map(Generic[Spot]):
    """A grid in memory, for the builder."""

    def __init__(self) -> None:
        self._squares: dict[int, list[tuple[float, float, Spot]]] = {}

    def add(self, lat: float, lon: float, spot: Spot) -> None:
        """Put a thing on the map."""
        self._squares.setdefault(square(lat, lon), []).append((lat, lon, spot))

    def nearest(self, lat: float, lon: float, fits: Callable[[Spot], bool] | None = None) -> Spot | None:
        """The thing nearest to a point that fits, or None within four degrees."""
        return nearest(lat, lon, lambda squares: (s for n in squares for s in self._squares.get(n, ())), fits)

    def within(self, lat: float, lon: float, km: float) -> bool:
        """Whether anything lies within `km` of a point; `km` may not pass a few squares."""
        reach = int(km / (KM_A_DEGREE * STEP * max(0.3, cos(radians(lat))))) + 1
        for out, squares in enumerate(rings(lat, lon)):
            if out > reach:
                return False
            for number in squares:
                for lat2, lon2, _ in self._squares.get(number, ()):
                    if kilometres(lat, lon, lat2, lon2) <= km:
                        return True
        return False

    def squares(self) -> dict[int, list[tuple[float, float, Spot]]]:
        """Every square with what lies in it."""
        return self._squares
