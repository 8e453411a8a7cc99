"""What a name sounds like: a key that spellings by ear share."""

import re
from collections.abc import Iterable
from functools import lru_cache

ENDINGS = (
    "vill?e?|town|t[ou]n|wood|f(?:ie|ee)ld|l[au]nd|stone?|ste?a?d|port|pawrt|mont|mea?d|dale|dayl|wel+|wa[wt]?ter|f[eo]rd|"
    "hurst|view|vyoo|b[eu]rgh?|man|way|side|shore|krest|gate|gayt|bury|beree"
)
"""Second halves of names; an e before one is as silent as at the end: Gaines-ville, Home-stead."""

_STEPS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), key)
    for pattern, key in (
        (r"^[kgp]n", "n"), (r"^wr", "r"), (r"^wh", "w"), (r"^x", "s"),
        (r"ph", "f"), (r"ough", "o"), (r"(?<=[aeiou])gh(?=t|[^aeiou]|$)", ""), (r"gh", "g"),
        (r"burgh?$", "berg"), (r"sch", "sk"), (r"tch", "C"), (r"cch", "k"), (r"ch", "C"),
        (r"sh", "S"), (r"ti(?=on|a)", "S"), (r"ci(?=a)", "S"), (r"th", "t"), (r"dg(?=[eiy])", "j"),
        (r"c(?=[eiy])", "s"), (r"ck|qu|q|c", "k"), (r"kw(?=[aeiouy])", "k"), (r"x", "ks"), (r"g(?=[eiy])", "j"),
        (rf"(?<=[^aeiouyrwl])le(?=s?(?:{ENDINGS})?$)", "al"), (rf"(?<=.[^aeiouyrw])e(?=s?(?:{ENDINGS})$)", ""),
        (r"(?<=[aeiouyr][bdfgkmptv])es$", "s"), (r"z", "s"), (r"v", "f"),
        (r"wh?(?![aeiouy])", ""), (r"(?<=[aeiou])h(?![aeiouy])", ""), (r"mb$", "m"), (r"y", "i"),
        (r"(?<=.)e$", ""), (r"[aeiou]+", "a"), (r"(.)\1+", r"\1"),
    )
)  # fmt: skip


_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=128)
def _word_key(word: str) -> str:
    for pattern, key in _STEPS:
        word = pattern.sub(key, word)
    return word


def sound_key(words: Iterable[str]) -> str:
    """The sound of words run together; equal keys are names that cannot be told apart by ear."""
    return _DOUBLED.sub(r"\1", "".join(map(_word_key, words)))


def forget_words() -> None:
    """Drop the words that were kept to be heard faster."""
    _word_key.cache_clear()
