"""A guide back to its Markdown text, byte for byte, and small changes to that text that leave all else alone."""

from collections.abc import Iterable, Iterator

from protocols.errors import ProtocolsError
from protocols.guide import Guide, ReferLine, Step
from protocols.plain import plain
from protocols.reader import KEYS

INDENT = "   "
_HEAD = 60
"""Lines within which the block of keys is looked for."""
LANGUAGES = ("en", "es")
"""The languages a guide keeps phrases in."""


class GuideTextError(ProtocolsError):
    """A guide's text cannot be changed as asked."""


def guide_text(guide: Guide) -> str:
    """The whole file of a guide as staff see it."""
    blocks = [_front(guide), [f"# {guide.title}"]]
    blocks += [_bullets(f"Callers say ({code})", lines) for code, lines in guide.phrases.items()]
    if guide.triggers:
        blocks.append(_bullets("Triggers", (f"{one.clause}: {one.pattern}" for one in guide.triggers)))
    blocks.append(_bullets("Signs", guide.signs))
    blocks.append(["## Steps", *(line for number, step in enumerate(guide.steps, 1) for line in _step(number, step))])
    blocks.append(_bullets("Refer", map(_refer, guide.refer)))
    blocks.append(["## States"])
    states = [[f"### {state}", *(f"- {line}" for line in lines)] for state, lines in guide.states.items()]
    # The first state stands right under its heading, as in every file since the first drafts.
    blocks[-1] += states[0] if states else []
    blocks += states[1:]
    blocks.append(_bullets("Sources", guide.sources))
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _front(guide: Guide) -> list[str]:
    values = {key: getattr(guide, key) for key in KEYS}
    shown = {key: f"[{', '.join(value)}]" if isinstance(value, tuple) else value for key, value in values.items()}
    return ["---", *(f"{key}: {value}".rstrip() for key, value in shown.items()), "---"]


def _bullets(heading: str, lines: Iterable[str]) -> list[str]:
    return [f"## {heading}", *(f"- {line}" for line in lines)]


def _step(number: int, step: Step) -> Iterator[str]:
    branches = "".join(f" If {branch.condition} -> {branch.guide}." for branch in step.branches)
    yield f"{number}. **{step.verb}** {(step.text + branches).strip()}"
    yield from (f"{INDENT}{code}: {words}" for code, words in step.say.items() if code != "en")


def _refer(line: ReferLine) -> str:
    return f"{line.kind}; {line.eligibility}" + (f"; line:{line.line_key}" if line.line_key else "")


def front_keys(text: str) -> dict[str, str]:
    """The keys of a guide's text, read leniently: a faulty file still tells its id and kind where it has them."""
    # Only the head is cleaned: every start of the desk asks this of every guide.
    head = "\n".join(text.removeprefix("\ufeff").split("\n", _HEAD)[:_HEAD])
    lines = plain(head).split("\n")
    if lines[0].strip() != "---":
        return {}
    keys: dict[str, str] = {}
    for line in lines[1:]:
        if line.strip() == "---":
            break
        key, _, value = line.partition(":")
        keys.setdefault(key.strip(), value.strip())
    return keys


def with_keys(text: str, **changes: str) -> str:
    """The same text with some keys of the front matter set; every other byte stays as it was."""
    lines = text.split("\n")
    ends = [place for place, line in enumerate(lines) if line.strip() == "---"][:2]
    if len(ends) < 2 or ends[0] != 0:
        raise GuideTextError(
            "The file has no block of keys between two lines ---. Run 'northline check' to see its faults."
        )
    for key, value in changes.items():
        line = f"{key}: {value}".rstrip()
        at = next((n for n in range(1, ends[1]) if lines[n].partition(":")[0].strip() == key), None)
        if at is None:
            lines.insert(ends[1], line)
            ends[1] += 1
        else:
            lines[at] = line
    return "\n".join(lines)


def with_title(text: str, title: str) -> str:
    """The same text under another title, in the key and in the heading."""
    lines = with_keys(text, title=title).split("\n")
    at = next((n for n, line in enumerate(lines) if line.startswith("# ")), None)
    if at is not None:
        lines[at] = f"# {title}"
    return "\n".join(lines)


def with_item(text: str, heading: str, item: str) -> str:
    """The same text with the item at the end of the list under `## heading`, unless it stands there already."""
    lines = text.split("\n")
    start, end = _list_under(lines, heading)
    if start < 0:
        raise GuideTextError(f"The guide has no heading '## {heading}'. Add it in its place, then try again.")
    if f"- {item}" not in (line.strip() for line in lines[start:end]):
        lines.insert(end, f"- {item}")
    return "\n".join(lines)


def without_item(text: str, heading: str, item: str) -> str:
    """The same text without that item; unchanged where it does not stand."""
    lines = text.split("\n")
    start, end = _list_under(lines, heading)
    places = [n for n in range(start, end) if lines[n].strip() == f"- {item}"] if start >= 0 else []
    if places:
        del lines[places[-1]]
    return "\n".join(lines)


def _list_under(lines: list[str], heading: str) -> tuple[int, int]:
    """The lines after the heading, up to the last item; (-1, -1) where the heading is missing."""
    start = next((n + 1 for n, line in enumerate(lines) if line.strip() == f"## {heading}"), -1)
    end = start
    while 0 <= end < len(lines) and lines[end].startswith("- "):
        end += 1
    return start, end


def skeleton(guide_id: str, title: str = "") -> str:
    """A new guide to fill in: every part stands, and `northline check` says what is still to be written."""
    title = title or guide_id.replace("-", " ").capitalize()
    guide = Guide(
        id=guide_id, title=title, kind="situation", urgency="U1", needs=(), version="0.1", status="draft", owner="",
        approved_by="", approved_on="", review_by="", languages=LANGUAGES,
        phrases=dict.fromkeys(LANGUAGES, ()), triggers=(), signs=(),
        steps=(Step("Ask", "Are you safe to talk right now?", {"en": "", "es": "¿Es seguro hablar ahora?"}),),
        refer=(), states={"default": ()}, sources=("General practice, not yet sourced: a practitioner must confirm",),
    )  # fmt: skip
    return guide_text(guide)
