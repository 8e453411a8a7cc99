"""Hours written in labelled blocks ("Office: Mon-Fri 9am-5pm; Donations: ..."): which of them speak to the public."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# A door, or somebody at a desk in it.
_DOOR = r"(?:main\s+)?office|front\s+(?:desk|office)|reception|lobby|in[\s-]person|open\s+to\s+(?:the\s+)?public|public"
# Only part of the hours: who comes by appointment, or rings, may find somebody at other times.
_PART = r"walk[\s-]?ins?|drop[\s-]?ins?"
# Somebody who answers; a caller's other number may well be silent at that hour, so it decides only where it is alone.
_LINE = r"(?:24[\s-]?hour\s+)?(?:crisis\s+)?(?:hot[\s-]?line|help[\s-]?line)|crisis\s+line|(?:tele)?phones?"
# Nobody is helped there then.
_NOT_PUBLIC = r"donations?(?:\s+drop[\s-]?offs?)?|deliver(?:y|ies)|staff(?:\s+only)?|volunteers?"
_LABEL = re.compile(
    rf"(?:^|[;\n]|(?<=[a-z]m)\.\s)\s*(?:(?P<door>{_DOOR})|(?P<part>{_PART})|(?P<line>{_LINE})|(?P<apart>{_NOT_PUBLIC}))"
    r"(?:\s+(?:hours?|times?))?(?:\s+are)?\s*:"
)


@dataclass(frozen=True, slots=True)
class Block:
    """The text behind one label; `of` is door, part, line or apart."""

    of: str
    text: str


def blocks_of(plain: str) -> tuple[Block, ...]:
    """The blocks of a lower-case text; none where it does not begin with a label, or holds one that is not known.

    An unknown label stays in the text of the block before it, whose reader refuses every word it does not know.
    """
    found = list(_LABEL.finditer(plain))
    if not found or plain[: found[0].start()].strip():
        return ()
    ends = [*(label.start() for label in found[1:]), len(plain)]
    return tuple(
        Block(label.lastgroup or "", plain[label.end() : end].strip(" ;.\n"))
        for label, end in zip(found, ends, strict=True)
    )


def deciding(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """The blocks that say when the public is served, which must agree; none where a line stands beside others."""
    named = {block.of for block in blocks}
    if "door" in named and "line" not in named:
        yield from (block for block in blocks if block.of in ("door", "part"))
    elif named == {"line"} and len(blocks) == 1:
        yield blocks[0]
