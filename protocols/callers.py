"""Who is calling, and how long they can talk."""

from protocols.late import LatePattern

_PROFESSIONAL = LatePattern(
    r"\b(?:i am|im|soy|caller is|this is|calling from|llamo de|we are|here is)\s+(?:a |an |the |una? |el |la |\w+"
    r" ){0,3}"
    r"(?:nurse|doctor|physician|paramedic|emt|detective|officer|police|deputy|sheriff|trooper|agent|attorney|lawyer"
    r"|counselor|case ?(?:manager|worker)"
    r"|social worker|advocate|teacher|principal|therapist|clinician|chaplain|investigator|prosecutor|medico"
    r"|enfermer[ao]|doctora?"
    r"|detective|oficial|policia|abogad[ao]|consejer[ao]|trabajador[ao] social|maestr[ao])\b"
    r"|\b(?:er|ed|hospital|school|clinic|shelter|pd|sheriff|police|county|state|triage|icu|labor and delivery"
    r"|obgyn)\s+(?:\w+\s+)?"
    r"(?:nurse|doctor|social worker|counselor|staff|dept|department|officer|detective|deputy|case ?(?:manager"
    r"|worker)|physician|advocate|teacher)\b"
    r"|\b(?:my|our|with (?:a|an)|has (?:a|an)|have (?:a|an)|a) (?:patient|client|paciente|clienta)\b"
    r"|\b(?:detective|trooper|deputy|paramedic|case ?manager|case ?worker|social worker|nurse|emt|attorney"
    r"|pediatrician|enfermera|trabajadora social)"
    r"\s+(?:here|calling|with|has|from|recovered|asks|asking|needs|says|about|noticed|tiene|con|found)\b"
    r"|^(?:detective|trooper|deputy|paramedic|case ?manager|case ?worker|social worker|nurse|emt|attorney|teacher"
    r"|police|sheriff|officer|cop|leo)\b"
)
_CHILD_CALLS = LatePattern(
    r"\b(?:i am|im|i m|tengo|soy|i just turned|caller is|caller)\s+(?:only |just |like |solo |apenas |a |un |una "
    r"|age )*(?:[4-9]|1[0-7]|ten|eleven|twelve|thirteen|fourteen"
    r"|fifteen|sixteen|seventeen|diez|once|doce|trece|catorce|quince|dieciseis|diecisiete)\b(?!\s*(?:min|hour|mile"
    r"|month|hora|week|day|k\b|dollar|weeks|semanas|meses))"
    r"|\b(?:kid|child|minor|teen|teenager|boy|girl|menor|nin[ao])\s+(?:caller|calling|is calling|on (?:the )?line"
    r"|llamando|llama)\b"
    r"|\bi am (?:a|in) (?:minor|kid|child|middle school|high school|(?:\w+ )?grade)\b|\bsoy (?:menor|una nina|un"
    r" nino)\b|\bim a (?:minor|kid|child)\b"
    r"|\b(?:caller|llama) is (?:a )?(?:child|minor|kid)\b"
)
_SELF = LatePattern(
    r"\b(?:i(?![ -]?\d)|im|ive|me|myself|mine|i am)\b|\bmy ("
    r"?:boss|pimp|boyfriend|bf|husband|passport|trafficker|papers|ex"
    r"|partner|employer|manager|id|pay|wages|visa|wife|abuser"
    r"|documents|check|phone|record|owner|sponsor)\b|\b(?:tengo|estoy|soy|quiero|necesito|puedo|me|nos|trabajo"
    r"|debo|vivo|conmigo)\b|\b(?:we|us|our)\b"
)
_ABOUT_ANOTHER = LatePattern(
    r"\bmy (?:\w+ )?(?:daughter|son|niece|nephew|sister|brother|friend|neighbors?|cousin|mother|granddaughter"
    r"|grandson|coworker|student|roommate|girlfriend|kid|child"
    r"|stepdaughter|wifes)\b|\bmi (?:\w+ )?(?:hij[ao]|sobrin[ao]|herman[ao]|vecin[ao]s?|amig[ao]|prim[ao]|niet[ao]"
    r"|cunada|comadre|alumna)\b|\bi (?:saw|think|heard|noticed|know|met|suspect|want to report)\b"
    r"|\b(?:neighbors?|trucker|truck driver|clerk|coworker|passerby|witness|flight attendant|driver saw|customer"
    r"|guest|pastor|friend of|mother of|mothr of|father of|aunt of|sister of|brother of"
    r"|mom of|parent|grandmother of|tip|tipster|anonymous|vecina?|un conocido|uber driver)\b|\b(?:vi|quiero"
    r" reportar)\b"
)
_THIRD = LatePattern(
    r"\b(?:she|he|her|him|his|they|them|girl|boy|woman|man|kid|kids|child|ella|nina|nino|muchacha|lady|workers"
    r"|daughter|son|yo|f|m)\b"
)
_SPOKEN_MINUTES = {
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "ten": 10, "few": 3, "couple": 2, "un": 1,
    "unos": 3, "dos": 2, "tres": 3, "cinco": 5, "diez": 10, "cuatro": 4,
}  # fmt: skip
_COUNT = r"(?P<n>\d{1,2}|" + "|".join(_SPOKEN_MINUTES) + r")(?: of)?"
_MINUTES = LatePattern(
    rf"\b(?:only|just|have|has|got|gets|for|about|maybe|tengo|tiene|solo|nomas|unos|by|next|with|in|and|,|;)?\s*(?:a"
    rf" |like |about )?\b{_COUNT}\s*(?P<unit>min|mins|minutes?|minutos?|minutitos?|secs?|seconds?|segundos?)\b"
    rf"(?!\s*(?:ago|away|late|later|walk|drive|from|of fame|north|south|east|west|by|breaks?|each|every|outside|de"
    rf" (?:camino|aqui)|a pie))"
)
_NOT_TALK = LatePattern(
    r"\b(?:every|cada|in|within|lasted|after|took|para|another|hace|ago|por|waited|leaves)\s*(?:about |like |the )?$"
)


def caller_in(folded: str) -> str | None:
    """self, child, third_party or professional; None where nothing shows it."""
    if _CHILD_CALLS.search(folded):
        return "child"
    if _PROFESSIONAL.search(folded):
        return "professional"
    if _ABOUT_ANOTHER.search(folded):
        return "third_party"
    if _SELF.search(folded):
        return "self"
    return "third_party" if _THIRD.search(folded) else None


def minutes_in(folded: str) -> int | None:
    """How many minutes the caller has, where they said so; seconds count as one."""
    for match in _MINUTES.finditer(folded):
        if not _NOT_TALK.search(folded[: match.start("n")]):
            count = match["n"]
            if match["unit"].startswith("s"):
                return 1
            return int(count) if count.isdigit() else _SPOKEN_MINUTES[count]
    return None
