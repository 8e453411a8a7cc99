"""What speaks for and against an answer, each as a number of about 0 to 1, for `confidence` to weigh."""

from collections.abc import Sequence

from resources.places.entry import Name
from resources.places.said_words import said_words
from resources.places.scoring import Scored, is_tempting
from resources.places.tokens import Token

NAMES = (
    "likeness", "exact", "letters", "prefix", "loose", "length", "short", "words", "state", "state_fuzzy", "cue",
    "isolated", "whole", "sentence", "dropped", "prior", "alias", "tempting", "person", "brand", "tempting_cue",
    "tempting_isolated", "spoken_of", "spoken_to", "long_text", "fuzzy_tempting", "exact_rare", "county", "state_only",
    "abroad", "number_after", "code_state", "drawn", "verb_after", "title_before", "pause_before", "pause_after",
    "first", "last", "doubted", "plain_after", "plain_before", "unknown_after", "tempting_first", "prior_tempting",
    "likeness_sentence", "prior_sentence", "tempting_stated", "tempting_code",
    "noted", "fuzzy_sentence",
)  # fmt: skip
"""Names of the signs, in the order of `signs_of`."""


def signs_of(one: Scored, tokens: Sequence[Token], *, county_said: bool) -> tuple[float, ...]:
    """The signs of one answer."""
    guess, bearer, like = one.guess, one.bearer, one.candidate.likeness
    said = said_words()
    letters = sum(len(word) for word in guess.words)
    stated = bool(guess.state)
    tempting = is_tempting(guess) and not stated
    exact = like.way == "exact"
    before, after = _neighbours(tokens, guess.first, guess.last)
    person = tempting and any(word in said.people for word in guess.words)
    return (
        min(1.0, like.score), exact, like.way == "letters", like.way == "prefix", like.way == "loose",
        min(letters, 12) / 12, letters <= 4, min(len(guess.words), 4) / 4,
        guess.state_likeness == 1.0, guess.state_likeness if 0 < guess.state_likeness < 1 else 0.0,
        min(1.0, guess.cue), guess.isolated, guess.whole, guess.sentence, min(1.0, guess.dropped), bearer.prior,
        bearer.trust not in (Name.OWN, Name.OTHER), tempting * (0.5 if exact and len(guess.words) > 1 else 1.0), person,
        tempting and any(word in said.brands for word in guess.words), guess.cue if tempting else 0.0,
        tempting and guess.isolated, not stated and after in ("noise", "cue"),
        not stated and before == "noise" and guess.cue == 0, min(len(tokens), 12) / 12,
        tempting and not exact, exact and not tempting and not stated, bearer.kind == "county" and county_said,
        bearer.kind == "state", bearer.region.startswith("@"), after == "number" and not stated,
        stated and guess.state_likeness == 1.0 and _state_is_code(tokens, guess.last), one.drawn > 0,
        not stated and _word(tokens, guess.last) in said.verbs,
        not stated and _word(tokens, guess.first - 1) in said.titles,
        not stated and before in ("pause", "road"), not stated and after in ("pause", "road"),
        not stated and guess.first == 0, not stated and guess.last >= len(tokens),
        not stated and _word(tokens, guess.last) in ("?", "!"),
        not stated and after == "name" and said.is_tempting(_word(tokens, guess.last)),
        not stated and before == "name" and said.is_tempting(_word(tokens, guess.first - 1)),
        not stated and after == "name" and not said.is_tempting(_word(tokens, guess.last)),
        tempting and guess.first == 0, bearer.prior if tempting else 0.0,
        min(1.0, like.score) if guess.sentence and not stated else 0.0,
        bearer.prior if guess.sentence and not stated else 0.0,
        stated and is_tempting(guess), stated and is_tempting(guess) and _state_is_code(tokens, guess.last),
        not stated and not tempting and guess.first == 0 and any(_is_age(token) for token in tokens),
        guess.sentence and not stated and not exact,
    )  # fmt: skip


def _is_age(token: Token) -> bool:
    return token.part == "number" and token.word[:2].isdigit() and len(token.word) < 5


def _word(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].word if 0 <= at < len(tokens) else ""


def _neighbours(tokens: Sequence[Token], first: int, last: int) -> tuple[str, str]:
    before = tokens[first - 1].part if first > 0 else "pause"
    after = tokens[last].part if last < len(tokens) else "pause"
    return before, after


def _state_is_code(tokens: Sequence[Token], at: int) -> bool:
    while at < len(tokens) and tokens[at].part == "pause":
        at += 1
    return at < len(tokens) and len(tokens[at].word) == 2
