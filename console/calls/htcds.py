"""A situation in the fields of HTCDS 2.0 (IOM), in its own spelling; what we do not know is left out, never guessed.

Of the standard's fields about a person none is filled: a situation is no person, and no name, date of birth or
document is ever recorded. Fields of our own that the standard has no place for stay out of it.
"""

from collections.abc import Mapping
from types import MappingProxyType

from console.calls.record import Situation

VERSION = "2.0"

_EXPLOITATION = MappingProxyType(
    {"sex": ("SexualExploitation",), "labor": ("ForcedLabour",), "both": ("ForcedLabour", "SexualExploitation")}
)
_STATUS = "PossibleVictimOfTrafficking"
"""A hotline hears of possible victims; who is an actual one others decide."""
_RELATIONSHIP = MappingProxyType({"familial": "Familial", "acquainted": "Acquainted", "unacquainted": "Unaquainted"})
_INDUSTRY = MappingProxyType(
    {
        "agriculture": "A_AgricultureForestryAndFishing", "construction": "F_Construction",
        "restaurant": "I_AccommodationAndFoodServiceActivities",
        "hospitality": "I_AccommodationAndFoodServiceActivities",
        "sales_crew": "G_WholesaleAndRetailTradeRepairOfMotorVehicles",
    }
)  # fmt: skip
_SEX = MappingProxyType({"pornography": "Pornography"})
_TYPE = MappingProxyType({"exploitation": "Exploitation", "recruitment": "Recruitment", "transit": "Transit"})


def htcds(one: Situation) -> dict[str, str | list[str]]:
    """The fields of one situation, in the order of the standard; several values as a list."""
    labor = one.trafficking_type in ("labor", "both")
    types = _EXPLOITATION.get(one.trafficking_type, ())
    begging = ("ForcedBegging",) if one.venue == "begging" else ()
    said: Mapping[str, str | list[str] | None] = {
        "vic_TraffickingStatus": _STATUS,
        "vic_RelationshipToTrafficker": _RELATIONSHIP.get(one.relationship),
        "vic_MethodsOfControl": sorted(one.controls),
        "vic_TypeOfExploitation": sorted({*types, *begging}),
        "vic_ForcedLabourIndustry": _INDUSTRY.get(one.venue) if labor else None,
        "vic_TypeOfSexExploitation": [_SEX[one.venue]] if one.venue in _SEX else [],
        "hte_Country": "US" if one.state else None,
        "hte_State": one.state or None,
        "hte_Type": _TYPE[one.place_type],
    }
    return {name: value for name, value in said.items() if value}
