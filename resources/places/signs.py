"""What speaks for and against an answer, each as a number of about 0 to 1, for `confidence` to weigh."""

from collections.abc import Sequence

from resources.places.entry import Name
from resources.places.said_words import said_words
from resources.places.scoring import Scored, is_tempting
from resources.places.tokens import Token

_SEXES = frozenset({"f", "m", "yo", "female", "male", "girl", "boy", "woman", "man", "teen", "minor", "trans"})

NAMES = (
    "likeness", "exact", "letters", "prefix", "loose", "length", "short", "words", "state", "state_fuzzy", "cue",
    "isolated", "whole", "sentence", "dropped", "prior", "alias", "tempting", "person", "brand", "tempting_cue",
    "tempting_isolated", "spoken_of", "spoken_to", "long_text", "fuzzy_tempting", "exact_rare", "county", "state_only",
    "abroad", "number_after", "code_state", "drawn", "verb_after", "title_before", "pause_before", "pause_after",
    "first", "last", "doubted", "plain_after", "plain_before", "unknown_after", "tempting_first", "prior_tempting",
    "likeness_sentence", "prior_sentence", "tempting_stated", "tempting_code",
    "noted", "fuzzy_sentence", "known", "known_opening", "known_spoken_of", "known_title", "phrase", "phrase_opening",
    "tempting_opening", "tempting_verb", "tempting_opening_known", "stated_own", "doubted_state", "like_opening",
    "known_number", "known_pause", "known_unknown", "thing_after", "town", "town_opening", "origin", "asked",
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
        *_standing(one, tokens, before, after, tempting=tempting),
    )  # fmt: skip


def _standing(one: Scored, tokens: Sequence[Token], before: str, after: str, *, tempting: bool) -> tuple[float, ...]:
    """Signs of a name that stands on its own merits: well known, unlike other words, where a note names its town."""
    guess, exact = one.guess, one.candidate.likeness.way == "exact"
    if guess.state:
        own = exact and one.bearer.trust == Name.OWN
        return (*[0.0] * 9, own * one.bearer.prior, guess.doubted > 0, *[0.0] * 9)
    opening = _opens(tokens, guess.first)
    known = max(0.0, one.bearer.prior - 0.5) * 2 * (exact and one.bearer.trust in (Name.OWN, Name.OTHER))
    if not guess.sentence:
        known = 0.0
    plain_name = 0.0 if tempting else known
    phrase = known if len(guess.words) > 1 else 0.0
    verb = _word(tokens, guess.last) in said_words().verbs
    title = _word(tokens, guess.first - 1) in said_words().titles
    lured = tempting and len(guess.words) == 1
    town = exact and all(word in said_words().towns for word in guess.words)
    like = one.candidate.likeness.way in ("letters", "sound") and not tempting and guess.sentence and opening
    return (
        plain_name, plain_name * opening, plain_name * (after in ("noise", "cue")), plain_name * title,
        phrase, phrase * opening, lured and opening, lured and verb, lured * opening * (not verb) * known, 0.0, 0.0,
        like * one.bearer.prior, plain_name * (after == "number"), plain_name * (before in ("pause", "number", "road")),
        plain_name * (after == "name"),
        any(_word(tokens, at) in said_words().things for at in (guess.last, guess.last + 1)[: 1 + (after == "name")]),
        town, town and opening and not verb, guess.words[-1] in said_words().origins,
        any(token.word == "?" for token in tokens[guess.last + 1 : guess.last + 4]),
    )  # fmt: skip


def _opens(tokens: Sequence[Token], first: int) -> bool:
    """Whether nothing but numbers, pauses and the letter of a sex stands before: the note begins with it."""
    return all(token.part in ("number", "pause", "road") or token.word in _SEXES for token in tokens[:first])


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
