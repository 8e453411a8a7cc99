"""Who is in the call: the caller, the person at risk, children with them, and others."""

import re
from dataclasses import dataclass, replace
from datetime import date

from protocols.ages import AgeHeard, ages_in
from protocols.late import LatePattern

_FEMALE = (
    r"girls?|daughters?|nieces?|sisters?|wom[ae]n|lady|ladies|wife|mother|mom|females?|girlfriend|gf|stepdaughters?"
    r"|granddaughters?"
    r"|bride|aunt|grandmother|hijas?|ninas?|chicas?|muchachas?|sobrinas?|hermanas?|primas?|nietas?|hijastras?"
    r"|mujer(?:es)?|senoras?"
    r"|esposa|madre|mama|amiga|novia|tia|abuela|nana|ninera|empleada|nanny|masseuse|waitress|housewife|trans woman"
)
_MALE = (
    r"boys?|sons?|nephews?|brothers?|m[ae]n|males?|stepsons?|grandsons?|guys?|husband|boyfriends?|bf|father|dad"
    r"|uncle|stepfather|stepdad"
    r"|grandfather|hijos?|ninos?|chicos?|muchachos?|sobrinos?|hermanos?|primos?|nietos?|hijastros?|hombres?"
    r"|senor(?:es)?|esposo|marido"
    r"|padre|papa|amigo|novio|tio|abuelo|padrastro|waiter|herder|trans man"
)
_CHILD = (
    r"child|children|kids?|minors?|teens?|teenage(?:r|rs|d)?|toddlers?|bab(?:y|ies)|infants?|newborn|juveniles?"
    r"|underaged?|under age"
    r"|preteens?|(?:little|baby|kid|lil) (?:girl|boy|one|sister|brother|sis|bro|cousin|niece|nephew)s?|juvie?s?"
    r"|school[- ]?age\w*|underage\w*|child ?bride"
    r"|(?:middle|high|grade|elementary)[- ]?schooler?s?|foster (?:kid|child|youth|teen)s?|cheerleaders?|freshm[ae]n"
    r"|sophomores?|tweens?|youngsters?|quinceaneras?|young (?:girl|boy)s?|school ?girls?|school ?boys?|boys?|tween"
    r"|menor(?:es)?|adolescentes?|nin[ao]s?|bebes?|bebit[ao]s?|muchachit[ao]s?|chavit[ao]s?|chiquit[ao]s?"
    r"|chiquill[ao]s?|escuincl[ae]s?|patoj[ao]s?|cipot[ae]s?|mocos[ao]s?|hermanit[ao]s?|primit[ao]s?|hijit[ao]s?"
    r"|nietecit[ao]s?|sobrinit[ao]s?|pequen[ao]s|huerfan[ao]s?|menorcit[ao]s?|colegial(?:a|es)?|nenas?|nenes?"
    r"|orphans?|pupils?|school ?children|criaturas?|chamac[ao]s?|chamaquit[ao]s?|jovencit[ao]s?|ninit[ao]s?"
)
_FAMILY_CHILD = (
    r"daughters?|sons?|stepdaughters?|stepsons?|granddaughters?|grandsons?|hij[ao]s?|hijastr[ao]s?|niet[ao]s?"
)
_HARMER = (
    r"boyfriends?|bf|husband|ex|pimps?|boss(?:es)?|owner|trafficker|handler|uncle|father|dad|stepfather|stepdad"
    r"|grandfather|man|men|guys?"
    r"|employer|manager|driver|smugglers?|coyotes?|madam|aunt|novio|esposo|marido|patron|jefe|dueno|tio|padrastro"
    r"|padre|papa|hombres?|tipo"
    r"|padrote|tratante|sponsor|patrocinador|dealer|stranger|landlord|older (?:man|guy|boyfriend)"
)
_MINOR_IS_SMALL = re.compile(
    r"\bminor (?=injur|issue|problem|detail|offen|violat|bruis|cut|thing|charge|traffic|league|repair|surgery|role"
    r"|in (?:college|psych))|\bkids? (?:menu|meal)"
    r"|\bchild(?:ren)?s? (?:support|care|protective|welfare|protection|advoca|custody|services|abuse (?:line|hotline))"
    r"|\bhijos? de (?:puta|la)|\bbaby ?sit\w*|\bmy baby (?=girl|boy)?(?:daddy|father)|\bbaby (?:daddy|shower|mama)"
    r"|\bteen (?:center|shelter|program|line)|\bnin[ao]s? de (?:mis|sus|tus|los) ojos|\bjuvenile (?:court|justice|law)"
    r"|\bchild labou?r (?:law|rule|regulation)s?"
)
_YOUNG_ONCE = LatePattern(
    r"\b(?:when|since|as|while|being|from|cuando|desde|de)\s+(?:i |she |he |we |was |were |era |being |una? |a |an"
    r" )*(?:little |young |small )?"
    r"(?:child|kid|teen|teenager|minor|girl|boy|baby|nin[ao]|menor|adolescente|chamac[ao]|childhood)\b(?!ren)"
)
_NO_MINORS = LatePattern(
    r"\b(?:no|not|any|without|isnt|arent|sin|ningun|not any)\s+(?:a |an |any |other |un |una )?(?:child|children"
    r"|kids?|minors?|teens?|underage|menor(?:es)?|nin[ao]s)\b"
)
_WITH = LatePattern(
    r"(?:\bwith|\band|\bplus|\bher|\bhis|\bhas|\btheir|\bcon|\by|\bsu|\bsus|&|,)\s*(?:(?:a|an|her|his|the|two|three"
    r"|four|\d|\w+ing|dos|tres|sus?|un|una|my|our|mis?|young|small|little)\s+)*$"
)
_CARED_FOR = LatePattern(
    r"\b(?:cares? for|caring for|cuid\w+|raise[sd]?|raising|shares?|babysit\w*|has|have|having|watch(?:es|ing)?"
    r"|quitar\w*|take away|custody of|father of|mother of"
    r"|amenaza con|con sus|con los|teach\w*)\s+(?:a |the |los |las |sus |his |her |their |my |mis |our |\w+ ){0,2}$"
)
_I_AM = LatePattern(
    r"\b(?:i am|im|i m|tengo|yo tengo|i just turned|i turned|i will be|voy a cumplir)(?: (?:only|just|like|about"
    r"|almost|a|solo|apenas|casi|turning|age))*"
    r" (?:\d{1,2}|[a-z]+teen|[a-z]*(?:diez|once|doce|trece|catorce|quince|twelve|eleven|ten|dieci\w+))\b[^,.;]{0,12}$"
)
_CALLER_IS = LatePattern(r"\b(?:caller|llama)\b[^,.;]{0,16}$")
_SHE = re.compile(r"\b(?:she|shes|her|hers|herself|ella|la tienen)\b")
_HE = re.compile(r"\b(?:he|hes|him|his|himself)\b")
_PLACES = {
    "female": LatePattern(rf"\b(?:{_FEMALE})\b"), "male": LatePattern(rf"\b(?:{_MALE})\b"),
    "child": LatePattern(rf"\b(?:{_CHILD})\b"), "family": LatePattern(rf"\b(?:{_FAMILY_CHILD})\b"),
    "harmer": LatePattern(rf"\b(?:{_HARMER})\b"),
}  # fmt: skip
_PARTED = re.compile(r"[.,;\d]|\b(?:and|y|n|by|sold|on|in|from|to|with|w|this)\b")
"""Between an age and a person word after it: then the age is somebody else's."""
_REACH = 22


@dataclass(frozen=True, slots=True)
class Mention:
    """One person as mentioned: role, age where known, gender where known."""

    role: str
    age: int | None
    minor: bool | None
    gender: str | None
    start: int


def mentions_in(folded: str, today: date | None = None) -> tuple[Mention, ...]:
    """The people of the call in the order mentioned, each once."""
    folded = _MINOR_IS_SMALL.sub(lambda match: "x" * len(match[0]), folded)
    ages = ages_in(folded, today)
    people = [mention for age in ages for mention in _of_age(folded, age)]
    people += _children_without_age(folded, ages)
    people.sort(key=lambda mention: mention.start)
    people = _roles(folded, people)
    return tuple(people) if people else _somebody(folded)


def _of_age(folded: str, age: AgeHeard) -> list[Mention]:
    noun = _nearest_noun(folded, age)
    role = "at_risk"
    if _I_AM.search(folded[max(0, age.start - 24) : age.end]) or _CALLER_IS.search(folded[: age.start]):
        role = "caller"
    elif noun and _PLACES["harmer"].fullmatch(noun):
        role = "other"
    gender = age.gender or _gender(noun)
    first = Mention(role, age.age, age.minor, gender, age.start)
    if age.oldest is None or age.oldest == age.age:
        return [first]
    return [first, Mention(role, age.oldest, age.oldest < 18, gender, age.start + 1)]


def _nearest_noun(folded: str, age: AgeHeard) -> str:
    """The person word inside or nearest before the age, else right after it."""
    before = folded[max(0, age.start - _REACH) : age.end]
    found = [match for name in ("female", "male", "child", "harmer") for match in _PLACES[name].finditer(before)]
    clear = [match for match in found if not _between(match[0], before[match.end() :])]
    if clear:
        return max(clear, key=lambda match: match.end())[0]
    after = folded[age.end : age.end + _REACH]
    following = [match for name in ("female", "male", "child", "harmer") for match in _PLACES[name].finditer(after)]
    close = [match for match in following if not _PARTED.search(after[: match.start()])]
    return min(close, key=lambda match: match.start())[0] if close else ""


def _between(noun: str, text: str) -> bool:
    """Whether something parts a person word from the age after it; one who harms must stand right before his age."""
    if _PLACES["harmer"].fullmatch(noun):
        return (
            re.match(
                r"[\s,(]*(?:(?:is|of|aged?|de|tiene|about|like|around|who is|age) )*\W*[\da-z/]*(?: (?:yo|years?"
                r"|anos).*)?$",
                text,
            )
            is None
        )
    return re.search(r"[.;]|\band\b|\by\b", text) is not None


def _gender(noun: str) -> str | None:
    if _PLACES["female"].fullmatch(noun) or re.search(r"girl|nina|nena|chamaca|ita$", noun):
        return "female"
    return "male" if _PLACES["male"].fullmatch(noun) or re.search(r"boy|nino|nene|chamaco|ito$", noun) else None


def _children_without_age(folded: str, ages: list[AgeHeard]) -> list[Mention]:
    """`her kids`, `a toddler`, `a minor`: children whose age was not said, unless an age stands beside the word."""
    skipped = [match.span() for pattern in (_YOUNG_ONCE, _NO_MINORS) for match in pattern.finditer(folded)]
    found: list[Mention] = []
    for match in _PLACES["child"].finditer(folded):
        beside_an_age = any(
            age.start - _REACH < match.start() < age.end + 14 for age in ages if not _apart(folded, match, age)
        )
        if beside_an_age or any(start <= match.start() < end for start, end in skipped):
            continue
        role = "child" if _CARED_FOR.search(folded[max(0, match.start() - 40) : match.start()]) else "at_risk"
        found.append(Mention(role, None, True, _gender(match[0]), match.start()))
    return found[:4]


def _apart(folded: str, match: re.Match[str], age: AgeHeard) -> bool:
    """Whether `and`, `with` or a full stop stands between the word and the age."""
    between = folded[min(match.end(), age.end) : max(match.start(), age.start)]
    return re.search(r"\band\b|\bwith\b|\by\b|\bcon\b|[.;]", between) is not None


def _roles(folded: str, people: list[Mention]) -> list[Mention]:
    """A child who comes with an adult at risk is a child of the group; the first person at risk stays so."""
    result: list[Mention] = []
    for person in people:
        before = folded[max(0, person.start - _REACH) : person.start]
        led = any(other.role in ("at_risk", "caller") and other.minor is False for other in result)
        accompanies = person.minor and person.role == "at_risk" and (led or _my_group(folded, person))
        if accompanies and (_WITH.search(before) or _PLACES["family"].search(before)):
            result.append(replace(person, role="child"))
        else:
            result.append(person)
    return result


def _my_group(folded: str, person: Mention) -> bool:
    """`me and my kids`, `she left with her kids`: the children go along, the adult is the one at risk."""
    before = folded[max(0, person.start - 30) : person.start]
    return (
        re.search(
            r"\b(?:me|i|she|woman|mother|mom|wife|family|yo|ella|mujer|mi|for|para mi)\b[^.;]*\b(?:and|with|y"
            r"|con)\s+(?:my|her|\w+|mis|sus|su|the)?\s*(?:\w+\s+)?$",
            before,
        )
        is not None
    )


def _somebody(folded: str) -> tuple[Mention, ...]:
    """Nobody's age is known: still one person at risk where the words show one."""
    female = _PLACES["female"].search(folded) or _SHE.search(folded)
    male = _HE.search(folded)
    if female:
        return (Mention("at_risk", None, None, "female", female.start()),)
    first_person = re.search(r"\b(?:i|im|me|my|mi|soy|estoy)\b", folded)
    if first_person:
        return (Mention("caller", None, None, None, first_person.start()),)
    return (Mention("at_risk", None, None, "male", male.start()),) if male else ()
