"""When a call is cleared, neither its words nor its people are left in the desk's memory."""

import gc
from collections.abc import Iterator
from datetime import UTC, datetime

from console.desk import CallChips, Desk
from console.opening import open_desk
from console.settings import Settings
from resources.want import Want

SAID = "quorvexia motel near nacadochzes tx, zimbrelda 43 yo, novio no la deja salir"
TOLD = ("quorv", "zimbr", "nacadochz")
SOUGHT = "quorvexia zimbrelda"
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def held() -> Iterator[object]:
    """Everything that anything in this process refers to; dicts of caches too, which the collector does not track."""
    seen: set[int] = set()
    for one in gc.get_objects():
        if one is not globals():
            yield from _within(one, seen)


def _within(one: object, seen: set[int]) -> Iterator[object]:
    for part in gc.get_referents(one):
        yield part
        if not gc.is_tracked(part) and not isinstance(part, str) and id(part) not in seen:
            seen.add(id(part))
            yield from _within(part, seen)


def words_held() -> list[str]:
    own = set(map(id, (SAID, SOUGHT, *TOLD)))  # by identity: an equal word elsewhere is one too many
    texts = {one for one in held() if isinstance(one, str) and id(one) not in own}
    return sorted(text for text in texts if any(word in text.casefold() for word in TOLD))


def typed(settings: Settings) -> Desk:
    desk = open_desk(settings)
    for end in range(4, len(SAID) + 1):
        desk.answer(SAID[:end], CallChips(), NOW)
    desk.answer(f"{SAID} ", CallChips(), NOW)
    desk.search(SOUGHT, None, NOW)
    return desk


def test_a_cleared_call_leaves_no_word_in_memory(settings: Settings) -> None:
    desk = typed(settings)
    assert words_held()
    desk.forget()
    gc.collect()
    assert words_held() == []


def test_a_cleared_call_leaves_nobody_s_age_or_language_in_memory(settings: Settings) -> None:
    desk = typed(settings)
    assert [one for one in held() if isinstance(one, Want) and 43 in one.ages]
    desk.forget()
    gc.collect()
    assert [one for one in held() if isinstance(one, Want) and 43 in one.ages] == []
