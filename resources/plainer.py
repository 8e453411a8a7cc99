"""What exports leave in a text taken out again: HTML, mojibake, codes and literal `\\n`, in one pass."""

import html
import re

_SPACES = re.compile("[\t\r\x1e\xa0\u2000-\u200b\u202f\u205f\u3000]")
_LINES = re.compile("\r\n|[\x85\u2028\u2029]")
_LITERAL = re.compile(r"\\r\\n|\\n|\\r|\\t")
_TAG_NAMES = (
    "a|abbr|b|big|blockquote|body|br|center|code|dd|div|dl|dt|em|font|form|h[1-6]|head|hr|html|i|iframe|img|input|label|li|"
    "link|meta|o:p|ol|option|p|pre|s|script|section|select|small|span|strike|strong|style|sub|sup|svg|table|tbody|td|th|"
    "thead|title|tr|u|ul"
)
_HIDDEN_TAGS = re.compile(
    r"<(script|style|head|svg|iframe)\b[^>]*>.*?</\1\s*>|<!--.*?-->|<!\[CDATA\[|\]\]>", re.I | re.S
)
_BREAKING = re.compile(
    r"<\s*(?:br|hr)\b[^<>]*>|</\s*(?:p|div|li|tr|h[1-6]|table|ul|ol|dd)\s*>|<\s*(?:li|tr)\b[^<>]*>", re.I
)
_TAG = re.compile(rf"</?\s*(?:{_TAG_NAMES})(?:\s[^<>]*)?/?\s*>", re.I)
_CODES = re.compile(r"#{3}[A-Z-]{2,6}#{2,3}|(?<!\w)[A-Z-]{2,6}#{3}")
_BLANKS = re.compile(r"[ ]{2,}")
_EDGES = re.compile(r" *\n *")
_GAPS = re.compile(r"\n{3,}")


def _seen_as(encoding: str, values: range) -> str:
    return "".join(bytes([value]).decode(encoding, "ignore") or chr(value) for value in values)


# UTF-8 read as Windows-1252: one lead character and one to three that stand for the bytes 80 to BF.
_FOLLOW = _seen_as("cp1252", range(0x80, 0xC0))
_MISREAD = re.compile(f"[\xc2-\xf4][{re.escape(_FOLLOW)}]{{1,3}}")
# UTF-8 read as DOS text and then saved as Windows-1252: the lead bytes E2, C3 and C2 have become a plain G, + and -.
_DOS = _seen_as("cp437", range(0x80, 0xB0)) + "\xd8"
_MISREAD_DOS = re.compile(f"G[\xc7\xaa]([{re.escape(_DOS)}])|(?<=\\w)\\+([{re.escape(_DOS)}\xa6])(?=\\w)|-\xe1")


def plainer(text: str, dropped: re.Pattern[str]) -> str:
    """`text`, already without escapes, a step nearer to what was meant. Where it comes back as it was, it is done."""
    text = _without_html(_LITERAL.sub(lambda found: " " if found[0] == r"\t" else "\n", text))
    text = _repaired(text)
    text = _SPACES.sub(" ", _LINES.sub("\n", text))
    text = _CODES.sub("", dropped.sub("", text))
    return _GAPS.sub("\n\n", _EDGES.sub("\n", _BLANKS.sub(" ", text))).strip()


def _without_html(text: str) -> str:
    # Twice: exports escape their HTML once more than they meant to.
    for _ in range(2):
        if "&" in text:
            text = html.unescape(text)
        if "<" not in text:
            break
        text = _HIDDEN_TAGS.sub(" ", text)
        text = _TAG.sub("", _BREAKING.sub("\n", text))
    return text


def _repaired(text: str) -> str:
    for _ in range(2):
        fixed = _MISREAD_DOS.sub(_from_dos, _MISREAD.sub(_from_windows, text))
        if fixed == text:
            break
        text = fixed
    return text


def _from_windows(found: re.Match[str]) -> str:
    raw = b"".join(_byte(character) for character in found[0])
    for size in range(len(raw), 1, -1):
        try:
            letter = raw[:size].decode("utf-8")
        except UnicodeDecodeError:
            continue
        return letter + found[0][size:] if _plausible(letter) else found[0]
    return found[0]


def _from_dos(found: re.Match[str]) -> str:
    if found[0].startswith("-"):
        return " "
    if found[2] == "\xa6":
        # Every box-drawing character became the same bar: Spanish has -ión and -ñ- in these places.
        return "ó" if found.string[found.end()] == "n" else "ñ"
    lead, misread = (b"\xe2\x80", found[1]) if found[1] else (b"\xc3", found[2])
    try:
        letter = (lead + misread.replace("\xd8", "\xa5").encode("cp437")).decode("utf-8")
    except UnicodeError:
        return found[0]
    return letter if _plausible(letter) else found[0]


def _byte(character: str) -> bytes:
    try:
        return character.encode("cp1252")
    except UnicodeEncodeError:
        return bytes([ord(character) & 0xFF])


def _plausible(text: str) -> bool:
    # Rarely used letters are likelier to be two real characters than one misread one.
    return all(ord(c) < 0x180 or 0x2000 <= ord(c) <= 0x27BF or 0x1E00 <= ord(c) <= 0x1EFF for c in text)
