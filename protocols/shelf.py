"""Guides to JSON and back, for the compiled library; the Markdown files stay the only source."""

import json
from typing import Any

from protocols.guide import Branch, Guide, ReferLine, Step, Trigger

FORMAT = "15"
"""Of the compiled library: a file of another format is compiled again."""


def to_json(guide: Guide) -> str:
    """All of a guide as one line of JSON."""
    return json.dumps({
        **{name: getattr(guide, name) for name in _PLAIN},
        "phrases": dict(guide.phrases),
        "states": dict(guide.states),
        "triggers": [(one.clause, one.pattern, one.line) for one in guide.triggers],
        "steps": [_step_parts(step) for step in guide.steps],
        "refer": [(one.kind, one.eligibility, one.line_key) for one in guide.refer],
    }, ensure_ascii=False)  # fmt: skip


def _step_parts(step: Step) -> tuple[object, ...]:
    branches = [(branch.condition, branch.guide) for branch in step.branches]
    return step.verb, step.text, dict(step.say), branches, step.line


def from_json(text: str) -> Guide:
    """The guide that to_json wrote."""
    raw = json.loads(text)
    plain: dict[str, Any] = {name: tuple(raw[name]) if isinstance(raw[name], list) else raw[name] for name in _PLAIN}
    return Guide(
        **plain,
        phrases={language: tuple(lines) for language, lines in raw["phrases"].items()},
        states={state: tuple(lines) for state, lines in raw["states"].items()},
        triggers=tuple(Trigger(*one) for one in raw["triggers"]),
        steps=tuple(
            Step(verb, words, say, tuple(Branch(*one) for one in branches), line)
            for verb, words, say, branches, line in raw["steps"]
        ),
        refer=tuple(ReferLine(*one) for one in raw["refer"]),
    )


_PLAIN = (
    "id", "title", "kind", "urgency", "needs", "version", "status", "owner", "approved_by", "approved_on", "review_by",
    "languages", "signs", "sources", "sha256",
)  # fmt: skip
