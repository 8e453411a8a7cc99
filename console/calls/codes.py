"""The coded values a record may hold: the hotline's published call types, and HTCDS 2.0 where it has a value."""

from collections.abc import Mapping
from types import MappingProxyType

Codes = Mapping[str, str]
"""Code -> what the screen says, in the order in which the keys 1, 2, 3 ... offer them."""


def _codes(**said: str) -> Codes:
    return MappingProxyType(said)


CHANNEL = _codes(call="phone call", text="text message", chat="web chat", webform="web form", email="e-mail")

SIGNAL_TYPE = _codes(
    crisis="crisis", tip="tip", referral="referral request", high_risk="high risk, not trafficking",
    general_info="general information", tta="training or technical assistance", unrelated="unrelated",
)  # fmt: skip
"""Why they contacted the hotline, as the National Hotline publishes it."""

CALLER = _codes(
    potential_victim="potential victim", survivor_past="survivor, past", family="family", friend="friend",
    community_member="community member", service_provider="service provider", law_enforcement="law enforcement",
    medical="medical", educator="educator", buyer="buyer", anonymous_unknown="not known",
)  # fmt: skip

TRAFFICKING_TYPE = _codes(sex="sex", labor="labor", both="both", not_specified="not specified")

VENUE = _codes(
    hotel_motel="hotel or motel", illicit_massage="illicit massage", residence="residence",
    escort_online="escort or online ad", truck_stop="truck stop", street="street", bar_cantina="bar or cantina",
    pornography="pornography", domestic_work="domestic work", agriculture="agriculture",
    sales_crew="travelling sales crew", restaurant="restaurant", construction="construction",
    hospitality="hospitality", health_beauty="health or beauty", landscaping="landscaping", begging="begging",
    other="other", not_specified="not specified",
)  # fmt: skip

CONTROL = _codes(
    PhysicalThreats="physical threats", ThreatsLawEnforcement="threats of law enforcement",
    ThreatensChildrenFamily="threatens children or family", DebtBondage="debt bondage",
    FalsePromises="false promises", PhysicalAbuse="physical abuse", SexualAbuse="sexual abuse",
    TakesEarnings="takes earnings", RestrictsFinancialAccess="restricts financial access",
    RestrictsMedicalCare="restricts medical care", WithholdsNecessities="withholds necessities",
    PsychologicalAbuse="psychological abuse", PsychoactiveSubstance="drugs or alcohol",
    ExcessiveWorkingHours="excessive working hours", WithholdsDocuments="withholds documents", Other="other",
)  # fmt: skip
"""vic_MethodsOfControl of HTCDS 2.0, its 16 values in its own spelling."""

RELATIONSHIP = _codes(familial="familial", acquainted="acquainted", unacquainted="unacquainted", unknown="unknown")
MINORS = _codes(yes="yes", no="no", unknown="unknown")
GENDER_BAND = _codes(female="female", male="male", other="other", mixed="several", unknown="unknown")
VICTIMS = _codes(**{"1": "one", "2-5": "2 to 5", "6-20": "6 to 20", ">20": "more than 20", "unknown": "unknown"})
STATUS = _codes(possible="possible", likely="likely")
PLACE_TYPE = _codes(exploitation="exploitation", recruitment="recruitment", transit="transit")
"""hte_Type of HTCDS 2.0: what happened at the county of the record."""

OUTCOME = _codes(
    offered="offered", accepted="accepted", warm_handoff="warm hand-off", full="full",
    declined="declined", no_answer="no answer", unknown="unknown",
)  # fmt: skip
"""What became of a referral."""

HOW_HEARD = _codes(
    web="web search or site", poster="poster or card", friend_family="friend or family", provider="service provider",
    law_enforcement="law enforcement", media="news or social media", contacted_before="contacted before", other="other",
)  # fmt: skip
"""How they heard of the hotline; "" where nobody asked."""

DISPOSITION = _codes(
    helped="help given", referred="referred", transferred="transferred", reported="reported under a duty",
    dropped="line dropped", information="information given", none="nothing to do", unknown="unknown",
)  # fmt: skip

ENTITY_KIND = _codes(
    phone="phone", plate="plate", handle="handle", website="website", business="business", alias="alias",
)  # fmt: skip
ROLE = _codes(
    trafficker="suspect", recruiter="recruiter", venue="venue", vehicle="vehicle", ad="advertisement",
    victim="victim", unknown="unknown",
)  # fmt: skip
"""Whose identifier it is. A victim's is never stored, an unknown one never leaves."""

SCOPE = _codes(referral="referral", aggregate="counts", report_to_le="report to law enforcement")
"""What a written consent may allow."""

VOICEMAIL = _codes(
    nothing="leave nothing",
    neutral="a neutral message that does not name this line",
    agreed="the words agreed, see note",
)
"""What may be left where nobody answers."""

CALL_BACK = _codes(
    reached="reached", declined="asked for no further call", gave_up="could not be reached, no more tries",
    not_needed="not needed any more",
)  # fmt: skip
"""How a promised call-back ended; its card goes with it."""

OWED = _codes(report="report under a duty", transfer="transfer to confirm")
"""What one shift owes the next besides call-backs."""
