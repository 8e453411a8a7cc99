"""When a call is cleared, no word of it is left in the desk's memory."""

import gc
from collections.abc import Iterator
from datetime import UTC, datetime

from console.desk import CallChips
from console.opening import open_desk
from console.settings import Settings

SAID = "quorvexia motel near nacadochzes tx, zimbrelda 17 yo, novio no la deja salir"
TOLD = ("quorvexia", "zimbrelda", "nacadochzes")
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def held() -> Iterator[str]:
    """Every text with a word of the call that anything in this process still refers to, but for this test's own."""
    for one in gc.get_objects():
        for text in gc.get_referents(one) if one is not globals() else ():
            if isinstance(text, str) and text not in (SAID, *TOLD) and any(word in text.casefold() for word in TOLD):
                yield text


def test_a_cleared_call_leaves_no_word_in_memory(settings: Settings) -> None:
    desk = open_desk(settings)
    for end in range(4, len(SAID) + 1, 3):
        desk.answer(SAID[:end], CallChips(), NOW)
    assert list(held())
    desk.forget()
    gc.collect()
    assert list(held()) == []
