"""The places index as the rest of Northline uses it."""

from functools import lru_cache, partial
from pathlib import Path

from resources.places.bearers import Bearer, unpack_bearers
from resources.places.candidates import forget_readings, fuzzy_candidates
from resources.places.entry import Name
from resources.places.folding import squashed_name
from resources.places.grid import nearest
from resources.places.heard import hear
from resources.places.place import HeardPlace, Place
from resources.places.said_words import tempts
from resources.places.sound import forget_words
from resources.places.state_heard import forget_states
from resources.places.states import US
from resources.places.store import PlaceStore
from resources.places.vowels import forget_spoken


class PlaceIndex:
    """An open gazetteer; every answer is read from the file, so many sessions share one copy of it."""

    def __init__(self, store: PlaceStore) -> None:
        self._store = store
        # While a text grows, what stands before the cursor is looked up again at every key.
        self._search = lru_cache(maxsize=48)(partial(fuzzy_candidates, store))
        self._hear = lru_cache(maxsize=8)(self._heard)

    def hear(self, said: str, limit: int = 5) -> tuple[HeardPlace, ...]:
        """The places that were probably meant, best first; none means not sure."""
        return self._hear(said, limit)

    def _heard(self, said: str, limit: int) -> tuple[HeardPlace, ...]:
        return hear(self._store, self._search, said, limit)

    def county(self, fips: str) -> Place | None:
        """The county with these five digits."""
        return self._one(self._store.county(int(fips))) if fips.isascii() and fips.isdigit() else None

    def zip(self, code: str) -> Place | None:
        """The place of a ZIP code; ZIP+4 is read by its first five digits."""
        return self._one(self._store.coded(code.strip()[:5])) if len(code.strip()) >= 5 else None

    def area(self, code: str) -> Place | None:
        """The place of a telephone area code."""
        found = self._one(self._store.coded(code))
        return found if found is not None and found.kind == "area" else None

    def state(self, code: str) -> Place | None:
        """The state or territory with this USPS code."""
        return self._one(self._store.state(code.strip().upper()))

    def town(self, name: str, state: str) -> Place | None:
        """The largest town of exactly this name, however abbreviated, in a state."""
        word = self._store.exact(squashed_name(name))
        if word is None or state.upper() not in US:
            return None
        bearers = [b for b in unpack_bearers(word.bearers, state.upper()) if b.kind == "city"]
        return self._one(min(bearers, key=_standing).place) if bearers else None

    def nearest_county(self, lat: float, lon: float) -> Place | None:
        """The county of the known point nearest to this one; None far from the US."""
        spot = nearest(lat, lon, self._store.spots)
        return self._one(self._store.county(spot[0])) if spot else None

    def forget(self) -> None:
        """Drop every word that was kept to answer the next key faster; called when a call is cleared."""
        self._search.cache_clear()
        self._hear.cache_clear()
        self._store.forget()
        forget_readings()
        forget_states()
        forget_words()
        forget_spoken()
        tempts.cache_clear()

    def overlay_faults(self) -> tuple[str, ...]:
        """Why rows of the staff's own names could not be used, one sentence each."""
        return tuple(self._store.added.faults)

    def close(self) -> None:
        """Close the file."""
        self._store.close()

    def _one(self, place: int | None) -> Place | None:
        return self._store.places([place])[place] if place is not None else None


def _standing(bearer: Bearer) -> tuple[Name, float]:
    return bearer.trust, -bearer.prior


def open_places(path: Path, overlay: Path | None = None) -> PlaceIndex:
    """Open the index; `overlay` is the staff's own list of names.

    Raises:
        StoreError: there is no index, or it is damaged, cut short, or of another version.
    """
    return PlaceIndex(PlaceStore(path, overlay))
