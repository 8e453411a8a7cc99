"""Opening hours in Spanish, said in the English words that the grammar of hours knows."""

import re
import unicodedata

_SIGN = re.compile(
    r"\b(?:lunes|martes|miercoles|jueves|viernes|sabados?|domingos?|lun|mie|jue|vie|sab|horas|cerrado|diario|"
    r"todos los)\b"
)
_WORDS = (
    (r"(?:al|por) dia", "per day"),
    (r"todos los dias|diario|diariamente", "daily"), (r"(?:los )?fines? de semana", "weekends"),
    (r"(?:los )?7 dias (?:a|de|por) la semana|los siete dias", "daily"), (r"entre semana", "weekdays"),
    (r"lun(?:es)?\b\.?", "mon"), (r"mar(?:tes)?\b\.?", "tue"), (r"mie(?:rcoles)?\b\.?", "wed"),
    (r"jue(?:ves)?\b\.?", "thu"), (r"vie(?:rnes)?\b\.?", "fri"), (r"sab(?:ados?)?\b\.?", "sat"),
    (r"dom(?:ingos?)?\b\.?", "sun"), (r"horas", "hours"), (r"cerrado", "closed"), (r"abierto", "open"),
    (r"mediodia", "noon"), (r"medianoche|media noche", "midnight"), (r"(?<=\s)(?:a|al|hasta)(?=\s)", "to"),
    (r"(?<=\s)y(?=\s)", "and"), (r"(?:de|desde|los?|el|las)(?=\s)", " "),
)  # fmt: skip
_SAID = tuple((re.compile(rf"(?<!\w)(?:{spanish})(?!\w)"), english) for spanish, english in _WORDS)


def in_english(plain: str) -> str:
    """Lower-case hours with Spanish words put into English; any word that is not known stays and is refused later."""
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(letter))
    if not _SIGN.search(bare):
        return plain
    for pattern, english in _SAID:
        bare = pattern.sub(english, bare)
    return re.sub(r"[ ]{2,}", " ", bare).strip()
