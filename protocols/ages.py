"""The ages in what was said: digits, words, ranges, birth years, school years, in English and Spanish."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from protocols.late import LatePattern
from protocols.young import young_in

ADULT = 18
_OLDEST = 99

_ENGLISH = (
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
)
_SPANISH = (
    "uno",
    "dos",
    "tres",
    "cuatro",
    "cinco",
    "seis",
    "siete",
    "ocho",
    "nueve",
    "diez",
    "once",
    "doce",
    "trece",
    "catorce",
    "quince",
    "dieciseis",
    "diecisiete",
    "dieciocho",
    "diecinueve",
    "veinte",
)
_MISSPELT = {
    "therteen": 13, "thirten": 13, "thriteen": 13, "fourten": 14, "forteen": 14, "fourtheen": 14, "fiften": 15,
    "fiveteen": 15, "fifeteen": 15, "sixten": 16, "sixtteen": 16, "sevnteen": 17, "seventen": 17, "sevanteen": 17,
    "twelv": 12, "tweleve": 12, "trese": 13, "catorse": 14, "quinse": 15, "kince": 15, "diesiseis": 16,
    "diez y seis": 16, "diesisiete": 17, "diez y siete": 17,
}  # fmt: skip
_NUMBERS = {word: n for words in (_ENGLISH, _SPANISH) for n, word in enumerate(words, start=1)}
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60}
_NUMBERS |= {
    f"{tens}{gap}{word}": n + one
    for tens, n in _TENS.items()
    for one, word in enumerate(_ENGLISH[:9], start=1)
    for gap in " -"
}
_NUMBERS |= {f"veinti{word}": 20 + n for n, word in enumerate(_SPANISH[:9], start=1)}
_NUMBERS |= _MISSPELT
_NUMBERS |= {**_TENS, "treinta": 30, "cuarenta": 40, "cincuenta": 50}

_LETTERS = {word: chr(0x13A0 + number) for word, number in _NUMBERS.items()}
"""One Cherokee letter for each number: `fifteen` becomes seven of its letter, so that places in the text stay."""
_VALUES = {letter: _NUMBERS[word] for word, letter in _LETTERS.items()}
_NUMBER_WORD = re.compile(r"(?<!\w)(?:" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + r")\b")
_SPELT = r"[\u13a0-\u13ff]+"
_HAS_NUMBER = re.compile(r"[\d\u13a0-\u13ff]")
_N = rf"(?<![\w$#])(?<!\d[.,/])(?P<n>\d{{1,2}}(?!\d)|{_SPELT}\b)(?![%]|[.,]\d)"
_M = _N.replace("<n>", "<m>")
_PERSON = (
    r"girls?|boys?|daughters?|sons?|nieces?|nephews?|sisters?|brothers?|cousins?|child|children|kids?|teens?"
    r"|teenagers?"
    r"|teenaged?|minors?|juveniles?|youths?|students?|runaways?|stepdaughters?|stepsons?|granddaughters?|grandsons?"
    r"|wom[ae]n|lady|ladies|female|male|man|mother|wife|victims?|survivor|patient|client|friend|caller|girlfriend|gf"
    r"|mom"
    r"|worker|nanny|maid|person|bride|toddler|baby|immigrant|migrant|resident|foster (?:child|kid|girl|boy)"
    r"|hij[ao]s?|nin[ao]s?|chic[ao]s?|muchach[ao]s?|sobrin[ao]s?|herman[ao]s?|prim[ao]s?|niet[ao]s?|hijastr[ao]s?"
    r"|mujer"
    r"|senora|ahijad[ao]|muchachit[ao]s?|ninit[ao]s?|hermanit[ao]s?|jovencit[ao]s?|chamac[ao]s?|chamaquit[ao]s?"
    r"|nen[ea]s?|boyfriends?|bf|husband|uncle|boss|pimp|father|stepfather|stepdad|dad|guy|novio|esposo|padrastro|tio"
    r"|hombre|senor|juvie|siblings?|orphans?|pupils?|bsf|bff|bestie|huerfan[ao]s?|alumn[ao]s?|chavit[ao]s?|patoj[ao]s?|cipot[ae]s?|"
    + _LETTERS["one"]
    + "{3}|bebit[ao]s?|kiddo|menor|menores|jovene?s?"
    r"|adolescentes?|amig[ao]|madre|mama|joven|estudiante|bebe|paciente|clienta?"
)
_UNIT = (
    r"(?!\s*-?\s*(?:min|mins|minutes?|hours?|hrs?|h|days?|weeks?|wks?|miles?|mi|km|percent|dollars?|bucks|times|men"
    r"|guys"
    r"|clients?|people|of (?:us|them)|am|pm|st|th|nd|rd|ave|street|k|thousand|hundred|lbs|blocks|workers|others?|more"
    r"|kids|children|girls|women|boys|other|years? (?:ago|now|in|of|together|married|sober|clean)|months?|mos?|a"
    r" (?:day|week|month)"
    r"|per|each|minutos?|horas?|dias?|semanas?|meses|pesos|dolares|millas|hombres|mujeres|personas|hijos|ninos|veces"
    r"|mil"
    r"|feet|ft|states?|cities|bags?|pills|beds?|rooms?|checks?|bus|pounds|ppl|peeps|persons|folks|heads|grand|grades?"
    r"|graders?|females|males|ladies|teens|minors|passengers|families|couples|johns|tricks|customers|dates|buyers"
    r"|employees|workers|daughters|sons|sisters|brothers|siblings|cousins|friends|texts?|calls?|missed|messages|msgs"
    r"|visits|stitches|tattoos|trailers?|vans?|cars|trucks?|houses?|apartments|doors|windows?|locks?|cameras|phones"
    r"|passports|mattresses|bunks|floors?|acres|tons|mg|ml|oz|kg|kilos|shots|drinks|meals|secs?|seconds|segundos"
    r"|dolls|usd|dls|dolars|euros|pct|ppm|mph|volts|chicas|chicos|muchach[ao]s|companer[ao]s|paisan[ao]s|trabajador[ae]s"
    r"|trabajadores|emplead[ao]s|hermanos|senoras|familias|clientes|tipos|camas|cuartos|puertas|ventanas|pasaportes"
    r"|llamadas|mensajes|camaras|traileres|trailas|carros|libras|cuadras|pies|noches|turnos|nights|shifts|y media"
    r"|by \d+"
    r"|anos? (?:trabajando|viviendo|casad[ao]|aqui|aca|en|sin)|(?:yr|year)s? (?:visa|lease|contract|sentence|bond)"
    r"|pack|de (?:ell[ao]s|las|los|nosotr[ao]s))\b)"
)
_BE = r"(?:is|am|im|i am|shes|hes|she is|he is|are|aged?|ages|tengo|tiene|tienen|cumplio|turned|edad(?: de)?|was only)"
_HEDGE = r"(?:\s+(?:only|just|barely|about|like|maybe|around|probably|solo|apenas|como|nomas|unos|age|aged|now))*"

_RANGE = LatePattern(
    rf"(?:(?:{_PERSON})[\s,(]*(?:aged?|ages|from|frm|form|between|de|entre)?\s*|(?:aged?|ages|between|from|edades?"
    rf"|entre"
    rf"|de)\s+){_N}"
    rf"\s*(?:-|to|and|or|through|&|y|a|o|/)\s*{_M}{_UNIT}"
    rf"|{_N.replace('<n>', '<n2>')}\s*(?:-|to|or|and)\s*{_M.replace('<m>', '<m2>')}\s*-?\s*(?:yo|y/o|years?[\s-]*old"
    rf"|year|yr)s?\b"
)
_FROM_TO = re.compile(r"\b(?:to|a)\b")
"""`cut from 17 to 12 years` is no age; `girls 15 and 13` are two."""
_MONTHS_OLD = LatePattern(rf"{_N}\s*-?\s*(?:months?|mos?|meses)[\s-]*(?:olds?|de edad|de nacid[ao]|baby|bebe)\b")
_YEARS_OLD = LatePattern(
    rf"{_N}\s*-?\s*(?:yo|y|yro|yrold|yearold|y\s?/\s?o|y\.\s?o\.?|y o|(?:years?|yrs?)[\s-]*(?:olds?|of age)"
    rf"|year[\s-]+(?:girl|boy)|anos de edad)\b"
    r"(?!\s*(?:car|truck|van|suv|house|building|account|case|company|law|roof|computer|phone|laptop|dog|cat|debt"
    r"|prison|jail|sentence|term|contract|lease)\b)"
)
_SEX_AGE = LatePattern(rf"{_N}\s*[/-]?\s*(?P<sex>f|m|fem|female|male)\b|\b(?P<sex2>f|m)\s*/?\s*(?P<n3>\d\d)\b")
_PERSON_AGE = LatePattern(
    rf"\b(?:{_PERSON})\b[\s,(:]*(?:(?:is|of|de|who is|whos|aged?|con|es|now|que tiene|tiene|only|just|about|maybe"
    rf"|around|barely)\s+)*{_N}{_UNIT}"
)
_LABEL = re.compile(r"(?:worker|victim|witness|person|patient|client|resident|survivor) \d")
"""`Victim 2 was locked in`: court papers count people so."""
_AGE_PERSON = LatePattern(
    rf"{_N}\s*-?\s*(?:(?:year|yr)s?[\s-]+)?(?=(?:girl|boy|woman|man|female|male|daughter|son|niece|nephew)\b)"
)
_BE_AGE = LatePattern(rf"\b{_BE}{_HEDGE}(?:\s*[:=]\s*|\s+){_N}{_UNIT}(?!\s*[/:]\d)")
_SPANISH_YEARS = LatePattern(
    rf"\b(?:de|tengo|tiene|con|tienen|cumplio){_HEDGE}\s+{_N}\s*(?:anos|anitos|ano)\b"
    r"(?! (?:trabajando|viviendo|casad[ao]|aqui|aca|en|sin|de (?:casad|trabaj|viv|prision|carcel|condena|pena)))"
)
_BARE_YEARS = LatePattern(
    rf"{_N}\s*(?:anos|anitos|yrs|yr|years)\b(?!\s*(?:ago|now|in|of|together|married|de\s|sin|trabaj|visa|lease|contract|sentence|prison|bond|term))"
)
_LOOKS = LatePattern(
    rf"\b(?:looks?|looked|looking|seems?|seemed|appears?|cant be|could be|no older than|not more than|not over|no"
    rf" more than|parece|parecia|se ve"
    rf"|como de|no pasa de|no tiene mas de|barely|apenas|still|sweet|shy of|shy of turning|under)(?:\s+(?:like|about"
    rf"|maybe|around|to be|be|only|more than|older than"
    rf"|over|de|tener|unos|como|como de|a|una?|{_LETTERS['uno']}+))*\s+{_N}{_UNIT}"
)
_BARE_START = LatePattern(rf"(?:^|[.;|] ?)(?:de |como de )?{_N}(?=\s*(?:,|$|\band\b|\by\b))")
_NOT_A_COUNT = (
    r"(?!\s*(?:to|of|per|or|x|and|y|o|a|by|percent|hour|night|nights|shift|shifts|in|pesos)\b)"
    r"(?!\s+[a-z]+(?:s|es)\b(?=\s*(?:,|;|$|in|at|on|per|of)))"
)
_NOTED = LatePattern(rf"(?:^|[,;(]\s*){_N}(?:(?=\s*[,;)]|\s*$)|(?=\s+[a-z])" + _UNIT + _NOT_A_COUNT + ")")
"""An age noted on its own as specialists do: `tulsa plant, 31, dorm locked`, `memphis, 16 jumped from car`."""
_NOTED_AFTER = LatePattern(
    rf"\b(?P<word>[a-z']+)\s+{_N}(?=\s*(?:[,;)]|$)|\s+(?:he|she|they|who|says|left|ran|wants|needs|no)\b)"
)
"""An age that ends a note: `scranton nanny 38, family keeps visa`."""
_NUMBERED_THINGS = frozenset(
    re.findall(
        r"\w+",
        """i us sr fm hwy highway rt rte route exit mile marker mm gate bay bldg building lot dock pier space bus line
        flight channel floor level apt suite room rm ste unit motel super fwy loop road rd cr co county
        district zip area code sector precinct track platform carretera ruta salida cuarto piso camion placa
        plate section type no num number chapter title owes owe paid pays quota only about over under least
        most every last past next within after before by at for from to of with and or y o de a the in on x
        times step stage page day week month year covid top pa grade grado size talla court may june july
        jan feb mar apr jun jul aug sep sept oct nov dec january february march april august september
        october november december enero febrero marzo abril mayo junio julio agosto septiembre octubre
        noviembre diciembre dia los las monday tuesday wednesday thursday friday saturday sunday camera
        trailer door window table aisle pump tent cabin bunk bed cell site store case ref ext extension pin
        version model locker puerta lote manzana apartamento depa departamento habitacion edificio
        worker victim witness doe count exhibit item paragraph annex""",
    )
)
"""Words whose number is no age: roads, rooms, amounts of money and time."""
_LEAST_NOTED, _MOST_NOTED = 8, 75
_TURNS = LatePattern(
    rf"\b(?:turns|turning|will be|will turn|about to (?:be|turn)|almost|nearly|going on|cumple|cumplira|va a cumplir"
    rf"|casi){_HEDGE}"
    rf"\s+(?:los\s+)?{_N}{_UNIT}"
)
_SOON = LatePattern(
    rf"(?:^|[,;.(]\s*|\b(?:{_PERSON}|{_BE}|she|he|who|and|y|only|but|pero)\s+){_N}\s+(?:tomorrow|manana|next (?:week"
    rf"|month|year|summer|spring|fall|winter|(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
    rf"|(?:el|la) proxim[oa] (?:mes|semana|ano)"
    rf"|(?:el mes|la semana|el ano) que (?:viene|entra)|(?:in|en) (?:a|an|un|una|few|a few|unos|unas|a couple(?: of)?"
    rf"|\d+|{_SPELT}) (?:days?|weeks?|wks?|months?|mos?|dias?|semanas?|mes|meses))\b"
)
"""`17 next month`, `18 in two weeks`: the age that somebody is about to be."""
_NOT_YET = LatePattern(
    r"\b(?:under|below|younger than|less than|not yet|isnt|not|menor de|menos de|aun no tiene|no tiene|no cumple)"
    r"\s+(?:los\s+)?(?P<n>1[3-8])\b(?!\s*(?:anos\s+)?(?:hours|hrs|dollars|minutes|miles))"
)
_NOT_N_YET = LatePattern(
    r"\b(?:not|isnt|no tiene(?: ni)?|none older than|no older than|not older than|nobody over|none over)"
    rf"\s+(?:even\s+)?{_N}"
    rf"(?:\s+(?:yet|todavia|aun)\b|(?<=\w)(?=\W|$))"
)
"""`not eleven yet`, `none older than ten`."""
_YET = ("yet", "todavia", "aun")
_OVER = LatePattern(
    r"\b(?:over|older than|above|mayor de|mas de)\s+(?P<n>1[89]|2\d)\b|\b18\s*\+|\bmayor(?:es)? de edad\b"
)
_BORN = LatePattern(
    r"\b(?:born|dob|birthdate|birthday|birth|nacio|nacid[ao]|naci|baptized|bautizad[ao])\b[^.;]{0,18}?\b(?P<year>(?:19|20)\d\d)\b"
    r"|\b(?P<year2>(?:19|20)\d\d)[\s-]+born\b"
)
_DECADE = re.compile(
    r"\b(?:early|mid|late|in (?:her|his|their|my))[\s-]+(?:her |his |early |mid |late )?"
    r"(?:(?P<tens>[2-8])0s|twenties|thirties|forties|fifties|sixties)\b|\b(?:twenty|thirty|forty"
    r"|fifty)[\s-]*something\b"
    r"|\b(?:veintitantos|treinta y tantos|veinteanera|treintona)\b"
)
_PAST = LatePattern(
    r"(?:when|since|until|after|before|from when|cuando|desde que)\s+(?:i|she|he|we|they|me|yo|ella|el)?\s*(?:was"
    r"|were|turned|tenia|cumpli[ao]?)?\s*"
    r"(?:only|just|about|like|solo|apenas)?\s*$|\b(?:at|since|since age|at age|from age|at the age of|from the age"
    r" of|before age|a los|desde los)\s*$"
    r"|\b(?:was|tenia|were)\s+(?:only|just|about|solo|apenas)?\s*$|\b(?:i|she|he) was\s*$"
)
_HEADS = LatePattern(
    r"\b(?:there(?:s|re| are| were| is| was| must be| r)?|hay|habia|habian|somos|eramos|estamos|unos|unas|como unos"
    r"|total(?: of)?)(?:\s+(?:only|about|like|maybe|around|at least|just|over|como|unos|casi))*\s*$"
)
_PLURAL = LatePattern(
    r"\b(?:they|we|theyre|were|you all|yall|all|son|eran|ellos|ellas)(?:\s+(?:are|were|r|about|like|como))*\s*$"
)
_TOGETHER = LatePattern(
    r"^\s+(?:in (?:the|a|an|one|that|this|total|all|here|there)|of|en (?:el|la|un|una|total|esa?|est[ea])|adentro|aqui"
    r"|sharing|living here|living there|to a|altogether|total|inside|per)\b"
)
"""`there are 12`, `they are 12 in the van`, `somos 12`: how many they are."""
_NOT_AN_AGE = LatePattern(
    r"(?:out|to|serve|serves|serving|served|a|por lo"
    r"|for|past|last|over|hace|por|durante|llevo|lleva|about|of|ate|the|hwy|highway|route|exit|interstate|room"
    r"|apt|i|us|unit|mile|#"
    r"|with|gave|has|have|had|paid|pays|owe|owes|makes|every|in|after|before|within|near|by|married|together|me"
    r"|husband|job|there|here"
    r"|boss|work|worked|works|trabajo|trabajando|clean|sober|since|all|money|him|them)\s*-?\s*$"
)


@dataclass(frozen=True, slots=True)
class AgeHeard:
    """One age at one place in the folded text; `minor` may be known where the age is not."""

    start: int
    end: int
    age: int | None
    minor: bool
    gender: str | None = None
    oldest: int | None = None


def ages_in(folded: str, today: date | None = None) -> list[AgeHeard]:
    """Every present age, in the order said; where two readings overlap the more certain one stands."""
    kept: list[AgeHeard] = []
    for found in _readings(_lettered(folded), folded, today):
        if not any(found.start < other.end and other.start < found.end for other in kept):
            kept.append(found)
    return sorted(kept, key=lambda heard: heard.start)


def _lettered(folded: str) -> str:
    """The same text, as long, with each number word in letters of its own: patterns then need not list them."""
    return _NUMBER_WORD.sub(lambda match: _LETTERS[match[0]] * len(match[0]), folded)


def _readings(lettered: str, folded: str, today: date | None) -> Iterator[AgeHeard]:
    """All readings, the most certain first."""
    if _HAS_NUMBER.search(lettered) or "mayor" in folded:
        yield from _numbered(lettered, today)
    yield from _indirect(folded, today)


def _numbered(folded: str, today: date | None) -> Iterator[AgeHeard]:
    yield from _not_yet_and_over(folded)
    yield from _ranges(folded)
    for match in _MONTHS_OLD.finditer(folded):
        yield AgeHeard(match.start(), match.end(), _number(match["n"]) // 12, minor=True)
    for pattern in (_SOON, _TURNS):
        for match in pattern.finditer(folded):
            yield from _aged(match, match["n"], folded, minus=1)
    for pattern in (_YEARS_OLD, _SPANISH_YEARS, _PERSON_AGE, _BE_AGE, _AGE_PERSON):
        for match in pattern.finditer(folded):
            if not _LABEL.fullmatch(match[0]):
                yield from _aged(match, match["n"], folded)
    for match in _SEX_AGE.finditer(folded):
        sex = (match["sex"] or match["sex2"])[0]
        yield from _aged(match, match["n"] or match["n3"], folded, gender={"f": "female", "m": "male"}[sex])
    for match in _BARE_YEARS.finditer(folded):
        if not _NOT_AN_AGE.search(folded[: match.start()]) and 5 < _number(match["n"]) < 60:
            yield from _aged(match, match["n"], folded)
    for match in _LOOKS.finditer(folded):
        if 3 < _number(match["n"]) <= ADULT:
            minus = 1 if "shy" in match[0] or (_number(match["n"]) == ADULT and "under" in match[0]) else 0
            yield from _aged(match, match["n"], folded, minus)
    for match in _BARE_START.finditer(folded):
        if 8 < _number(match["n"]) < ADULT:
            yield from _aged(match, match["n"], folded)
    yield from _noted(folded)
    yield from _born(folded, today)


def _noted(folded: str) -> Iterator[AgeHeard]:
    """Numbers that stand alone where a specialist notes an age; only digits, and only the age of a person."""
    for match in _NOTED.finditer(folded):
        if match["n"].isdigit() and _LEAST_NOTED <= int(match["n"]) <= _MOST_NOTED:
            yield from _aged(match, match["n"], folded)
    for match in _NOTED_AFTER.finditer(folded):
        plain = match["n"].isdigit() and 10 <= int(match["n"]) <= _MOST_NOTED
        if plain and match["word"] not in _NUMBERED_THINGS:
            yield from _aged(match, match["n"], folded)


def _not_yet_and_over(folded: str) -> Iterator[AgeHeard]:
    for match in _NOT_YET.finditer(folded):
        yield AgeHeard(match.start(), match.end(), None, minor=True)
    for match in _NOT_N_YET.finditer(folded):
        if 3 < _number(match["n"]) <= ADULT and ("older" in match[0] or "over" in match[0] or match[0].endswith(_YET)):
            yield AgeHeard(match.start(), match.end(), None, minor=True)
    for match in _OVER.finditer(folded):
        if not re.search(r"\b(?:not|isnt|no es|ni|no)\s*$", folded[: match.start()]):
            yield AgeHeard(match.start(), match.end(), None, minor=False)


def _ranges(folded: str) -> Iterator[AgeHeard]:
    for match in _RANGE.finditer(folded):
        first, last = _number(match["n"] or match["n2"]), _number(match["m"] or match["m2"])
        if first > last and _FROM_TO.search(match[0]):
            continue
        low, high = sorted((first, last))
        if 0 < low <= _OLDEST and not _long_ago(folded, match.start("n") if match["n"] else match.start()):
            yield AgeHeard(match.start(), match.end(), low, minor=low < ADULT, oldest=high)


def _aged(
    match: re.Match[str], number: str, folded: str, minus: int = 0, gender: str | None = None
) -> Iterator[AgeHeard]:
    age = _number(number) - minus
    start = match.start("n") if match["n"] else match.start()
    end = match.end("n") if match["n"] else match.end()
    if 0 < age <= _OLDEST and not _long_ago(folded, start) and not _counts_heads(folded, start, end):
        yield AgeHeard(match.start(), match.end(), age, minor=age < ADULT, gender=gender)


def _born(folded: str, today: date | None) -> Iterator[AgeHeard]:
    for match in _BORN.finditer(folded):
        year = int(match["year"] or match["year2"])
        if today is not None and 0 <= today.year - year <= _OLDEST:
            age = today.year - year
            # Born in 2008 and no birthday known: the younger age, since a duty may hang on it.
            age -= 1 if age == ADULT else 0
            yield AgeHeard(match.start(), match.end(), age, minor=age < ADULT)


def _indirect(folded: str, today: date | None) -> Iterator[AgeHeard]:
    for match in _DECADE.finditer(folded):
        yield AgeHeard(match.start(), match.end(), None, minor=False)
    for start, end in young_in(folded, today):
        yield AgeHeard(start, end, None, minor=True)


def _long_ago(folded: str, start: int) -> bool:
    """`when I was 13`, `since 12`, `a los 14`: an age that somebody once had."""
    return _PAST.search(folded[max(0, start - 40) : start]) is not None


def _counts_heads(folded: str, start: int, end: int) -> bool:
    before = folded[max(0, start - 30) : start]
    if _HEADS.search(before):
        return re.match(r"\s*-?\s*(?:yo|y/?o|yrs?|years?|anos)\b", folded[end:]) is None
    return _PLURAL.search(before) is not None and _TOGETHER.search(folded[end : end + 20]) is not None


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _VALUES[text[0]]
