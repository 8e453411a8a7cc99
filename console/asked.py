"""What help a caller asks for by name, so that it is offered; being afraid of it, or refusing it, is not asking."""

import re

from protocols.plain import fold

_POLICE = re.compile(r"\b(?:police|policia|sheriffs?|cops?|deput(?:y|ies)|troopers?|law enforcement|patrulla|911)\b")
_CLAUSE = re.compile(r"[.,;!?]|\b(?:but|pero|because|porque|so|then)\b")
_ASKS = re.compile(
    r"\b(?:needs?|wants?|wanna|get|gets|call|calling|send|reach|contact|report|reporting|connect|transfer|find|ask(?:s|ing)"
    r"|number|which|where|nearest|local|please|talk|talking|speak"
    r"|quier[eo]|quieren|necesit[aoe]n?|llam(?:a|ar|e|en)|mand(?:a|ar|en)|envi(?:a|ar|en)|pid[eo]|hablar|denunciar"
    r"|numero|donde|favor)\b"
)
_ASKS_AFTER = re.compile(r"^\W*(?:please|now|number|phone|quick|por favor|ya|ahora|numero)\b")
_NOT = re.compile(
    r"\b(?:no|not|dont|doesnt|didnt|wont|cant|cannot|never|without|refus\w+|avoid\w*|afraid|scared|fears?|terrified"
    r"|hates?|distrust\w*|if|unless|threat\w*|will|would|gonna|going to|instead of|sin|ni|nunca|miedo|teme|si|va a"
    r"|amenaz\w+)\b"
)
_WILL_GO_ON = re.compile(r"\b(?:i|we|she|yo) (?:will|would) (?:like|need|want)\b|\b(?:can|could) (?:you|we|i)\b")
_NOT_AFTER = re.compile(r"^\W*(?:no|not|isnt|arent|wont|would|will|is|are|was|were|came|took|said|told|did|do)\b")
_WORDS = 8
_FEW_WORDS = 5
_SOMEBODY = re.compile(r"\b(?:he|she|they|him|her|his|boss|husband|boyfriend|bf|was|is|el|ella|me|my)\b")


def asks_for_police(said: str) -> bool:
    """Whether somebody asks for police: "need police", "sheriff's number", "police hialeah", "quiere policia".

    "No police", "scared of the cops", "if I call police" and "he will call the police" do not ask.
    """
    return any(_asks_in(clause) for clause in _CLAUSE.split(fold(said)))


def _asks_in(clause: str) -> bool:
    for match in _POLICE.finditer(clause):
        before = " ".join(clause[: match.start()].split()[-_WORDS:])
        after = clause[match.end() :]
        if _NOT.search(_WILL_GO_ON.sub(" want ", before)) or _NOT_AFTER.search(after):
            continue
        if _ASKS.search(before) or _ASKS_AFTER.search(after):
            return True
        if len(clause.split()) <= _FEW_WORDS and not _SOMEBODY.search(clause):
            return True
    return False
