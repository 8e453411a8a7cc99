"""What is kept to answer the next key faster goes when the call is cleared."""

import gc
from pathlib import Path

from resources.places.index import open_places

SAID = "motel near zyxnacodoches tx, she says qwandaroo springs florida"


def _kept() -> list[str]:
    """Words of the text that some object in memory still holds, read from every tuple, list and dict."""
    found: set[str] = set()
    for thing in gc.get_objects():
        if isinstance(thing, (tuple, list, set, dict)):
            found.update(one for one in list(thing) if isinstance(one, str) and one[:3] in ("zyx", "qwa"))
    return sorted(found)


def test_no_word_of_a_cleared_call_stays_in_memory(places_db: Path) -> None:
    index = open_places(places_db)
    for end in range(1, len(SAID) + 1):
        index.hear(SAID[:end])
    assert _kept()
    index.forget()
    gc.collect()
    assert _kept() == []
    index.close()


def test_places_are_heard_alike_before_and_after_forgetting(places_db: Path) -> None:
    index = open_places(places_db)
    before = index.hear("motel near nacadoches tx")
    index.forget()
    assert index.hear("motel near nacadoches tx") == before
    index.close()
