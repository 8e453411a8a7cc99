"""The telephone numbers in a cell, each with its kind, extension and languages."""

import re
from functools import lru_cache

import phonenumbers

from resources.clean import clean
from resources.intake.languages import language_codes
from resources.listing import Phone

_NUMBER = re.compile(
    r"""
    (?P<intl>\+(?!1[\s.(-]*[2-9]\d\d)(?:[2-9]\d?)[\s().\-\d]{6,18}\d)
  | (?P<nanp>(?<![\d])(?:\+?1[\s.\-/]*)?\(?\s*[2-9]\d\d\s*\)?[\s.\-/·–]*\d{3}[\s.\-·–]*\d{4}(?!\d))
  | (?P<vanity>(?<![\d])(?:\+?1[\s.\-]*)?\(?(?:8(?:00|88|77|66|55|44|33|22)|[2-9]\d\d)\)?[\s.\-]*(?=[A-Z\d-]*[A-Z])
        (?:[A-Z\d]{7,10}(?![A-Za-z\d])|[A-Z\d]{3}-[A-Z\d]{4}(?![A-Za-z\d])|[A-Z\d]+(?:-[A-Z\d]+){1,3}(?![A-Za-z\d])))
  | (?P<short>(?<![\d.\-])(?:[2-9]11|988)(?![\d\-.]|\s*\d))
  | (?P<code>(?<![\d.\-(])\d{5,6}(?![\d\-.]))
  | (?P<local>(?<![\d.\-])\d{3}[\s.\-]\d{4}(?!\d))
    """,
    re.X,
)
_EXTENSION = re.compile(r"\s*[,;]?\s*\(?\s*(?:extension|ext|exten|x|extn|#)\s*[.:#]?\s*(\d{1,6})\b\)?", re.I)
_TWIN = re.compile(r"\s*(?:/|\bor\b|&)\s*(\d{4})(?![\d-])")
_BREAK = re.compile(r"[;\n|]|\s/\s|,\s|\s+(?:or|and|&)\s+", re.I)
_ASIDE = re.compile(r"\s*\(([^()\d]*\d{0,2}[^()\d]*)\)")
_EDGE = " \t\n:;,|/-–—.·*•="
_TEXTED = re.compile(r"\b(?:text|sms|txt|message)\b", re.I)

_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(words, re.I))
    for kind, words in (
        ("fax", r"\bfax|facsimile|\bfx\b|\bf$"),
        ("tty", r"\btty|\btdd|\bttd\b|textphone|text phone|\btt\b|\bdeaf\b|hearing[- ]impaired|teletype"),
        ("text", r"\btext|\bsms\b|whatsapp|\btxt"),
        (
            "other",
            r"\bvideo ?phone|\bvp\b|pager|\bcell\b|mobile|donation|volunteer|\bmedia\b|employment|human resources",
        ),
        ("after_hours", r"after[ -]?hours|night|weekend|out[- ]of[- ]hours|evening|non[- ]?business"),
        (
            "crisis",
            r"crisis|hot[ -]?line|help[ -]?line|emergency|24[ -]?(?:hr|hour)|24/7|life ?line|abuse line|"
            r"state hotline|warm ?line",
        ),
        ("intake", r"intake|referral|admission|appointment|screening|access line|enrol|registration|eligibility"),
        ("toll_free", r"toll[- ]?free|\btf\b|\bwats\b|free ?phone"),
        (
            "main",
            r"main|office|business|admin|general|reception|voice|phone|front desk|information|customer|number|"
            r"out of area",
        ),
    )
)
_TOLL_FREE = frozenset({"800", "822", "833", "844", "855", "866", "877", "888"})
_LETTERS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
_KEEP_NOTE = re.compile(r"[^\W\d_]{2,}")


def phone_kind(label: str) -> str:
    """The kind that a label names (`Fax 1` is fax, `State Hotline` crisis), or "" where it names none."""
    label = label.replace("_", " ")
    return next((kind for kind, words in _KINDS if words.search(label)), "") if label else ""


def read_phones(text: str, *, label: str = "", kind: str = "", private: bool = False) -> tuple[Phone, ...]:
    """Every number in a cell, in its order.

    `label` is what the column or another field calls it, `kind` settles the kind whatever the words say. A cell that
    holds digits but no readable number comes back as one phone whose `number` is "" and whose `raw` is the cell.
    """
    text = clean(text)
    found = _matches(text, texted=kind == "text" or bool(_TEXTED.search(label)))
    if not found:
        return _unreadable(text, kind or phone_kind(label) or "main", private)
    phones: list[Phone] = []
    # "Hotline 555-0101 Office 555-0102": labels that lead the first number lead the others too.
    leading = bool(_KEEP_NOTE.search(text[: found[0][0].start()]))
    for index, (match, end, extension) in enumerate(found):
        start = found[index - 1][1] if index else 0
        stop = found[index + 1][0].start() if index + 1 < len(found) else len(text)
        # What stands in brackets right behind a number is about that number.
        aside = _ASIDE.match(text, end, stop)
        after = text[aside.end() if aside else end : stop]
        before = text[start : match.start()]
        if index and (theirs := _ASIDE.match(before)):
            before = before[theirs.end() :]
        note = _note(before, after, leading, first=index == 0, last=index + 1 == len(found))
        note = "; ".join(filter(None, (note, aside[1].strip() if aside else "")))
        number = _number(match)
        phones.append(
            Phone(
                number=number,
                kind=_kind(match, number, note, label, kind),
                extension=extension,
                languages=language_codes(note, strict=True) or language_codes(label, strict=True),
                note=_shown(note, label),
                raw=text if len(found) == 1 else text[match.start() : end].strip(),
                private=private,
            )
        )
        phones.extend(_twin(text, end, phones[-1]))
    return _distinct(phones)


def valid_number(number: str) -> bool:
    """Whether an E.164 number or short code could be dialled: a known area code, enough digits."""
    if number.startswith("+1") and len(number) == 12:
        return number[5] in "23456789" and (_known_area(number[2:5]) or _known_whole(number))
    if number.startswith("+"):
        return phonenumbers.is_valid_number(phonenumbers.parse(number))
    return number.isdigit() and 3 <= len(number) <= 6


@lru_cache(maxsize=1024)
def _known_area(code: str) -> bool:
    return phonenumbers.is_valid_number(phonenumbers.parse(f"+1{code}2345678"))


@lru_cache(maxsize=1024)
def _known_whole(number: str) -> bool:
    # Small territories have few exchanges, so the made-up number above is none of theirs.
    return phonenumbers.is_valid_number(phonenumbers.parse(number))


def _matches(text: str, *, texted: bool) -> list[tuple[re.Match[str], int, str]]:
    found: list[tuple[re.Match[str], int, str]] = []
    for match in _NUMBER.finditer(text):
        if found and match.start() < found[-1][1]:
            continue
        if match["code"] and not (texted or _TEXTED.search(text[: match.start()])):
            continue
        if match["vanity"] and len(re.sub(r"[^A-Z\d]", "", match["vanity"])) < 10:
            continue
        if match["short"] and len(text) > 3 and not _is_alone(text, match):
            continue
        extension = _EXTENSION.match(text, match.end())
        end = extension.end() if extension else match.end()
        found.append((match, end, extension[1] if extension else ""))
    return found


def _is_alone(text: str, match: re.Match[str]) -> bool:
    # 311 in a sentence of digits is a room or a street; beside words, or between separators, it is a number to dial.
    around = text[max(0, match.start() - 2) : match.start()] + text[match.end() : match.end() + 2]
    return not any(character.isdigit() or character in "#$" for character in around)


def _number(match: re.Match[str]) -> str:
    if match["short"] or match["code"]:
        return match[0]
    if match["local"]:
        return ""
    if match["intl"]:
        return _abroad(match[0])
    digits = match[0].upper().translate(_LETTERS)
    digits = "".join(character for character in digits if character.isdigit())
    if len(digits) > 10 and digits.startswith("1"):
        digits = digits[1:]
    # A vanity word may be longer than the number: only the first seven letters are dialled.
    number = f"+1{digits[:10]}"
    return number if valid_number(number) else ""


def _abroad(text: str) -> str:
    try:
        parsed = phonenumbers.parse(text, None)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(parsed):
        return ""
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))


def _note(before: str, after: str, leading: bool, *, first: bool, last: bool) -> str:
    """The words around one number that belong to it and not to its neighbour."""
    parts = _BREAK.split(before)
    lead = before if first else (parts[-1] if len(parts) > 1 else "")
    if not first and len(parts) == 1 and (leading or before.rstrip().endswith(":")):
        lead = before
    pieces = _BREAK.split(after, maxsplit=0 if last else 1)
    tail = after if last else pieces[0] if len(pieces) > 1 else ""
    if not last and len(pieces) == 1 and not (leading or after.rstrip().endswith(":")):
        tail = after
    lead, tail = (re.sub(r"^(?:or|and)\b|\b(?:or|and)$", "", part.strip(_EDGE)).strip(_EDGE) for part in (lead, tail))
    if tail.startswith("(") and tail.endswith(")") and tail.count("(") == 1:
        tail = tail[1:-1]
    if lead.startswith("(") and lead.endswith(")"):
        lead = lead[1:-1]
    return "; ".join(part for part in (lead, tail) if part)


def _kind(match: re.Match[str], number: str, note: str, label: str, kind: str) -> str:
    if match["code"]:
        return "text"
    named = phone_kind(note)
    if kind and not (kind == "main" and named):
        return kind
    if named and named != "main":
        return named
    heading = phone_kind(label)
    if heading and heading != "main":
        return heading
    if number == "988":
        return "crisis"
    return "toll_free" if number.startswith("+1") and number[2:5] in _TOLL_FREE and not named else "main"


def _shown(note: str, label: str) -> str:
    note = note if _KEEP_NOTE.search(note) else ""
    if label and re.sub(r"[\W\d_]+", "", label).lower() not in (
        "",
        "phone",
        "voice",
        "telephone",
        "fax",
        "phonenumber",
        "main",
    ):
        note = f"{label}; {note}" if note and note != label else label
    return note[:200]


def _twin(text: str, end: int, phone: Phone) -> list[Phone]:
    # "410-555-0101/0102": the second number shares everything but its last four digits.
    twin = _TWIN.match(text, end)
    if not twin or not phone.number.startswith("+1"):
        return []
    return [Phone(phone.number[:-4] + twin[1], phone.kind, "", phone.languages, "", twin[1], phone.private)]


def _unreadable(text: str, kind: str, private: bool) -> tuple[Phone, ...]:
    digits = sum(character.isdigit() for character in text)
    return (Phone("", kind, raw=text[:200], private=private),) if digits >= 5 else ()


def _distinct(phones: list[Phone]) -> tuple[Phone, ...]:
    seen: dict[tuple[str, str, str], Phone] = {}
    for phone in phones:
        seen.setdefault((phone.number or phone.raw, phone.extension, "fax" if phone.kind == "fax" else ""), phone)
    return tuple(seen.values())
