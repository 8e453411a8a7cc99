"""The states and territories, Canada's provinces and Mexico's states: codes, names, and how people shorten them."""

from types import MappingProxyType

US = MappingProxyType({
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California", "CO": "Colorado",
    "CT": "Connecticut", "DE": "Delaware", "DC": "District of Columbia", "FL": "Florida", "GA": "Georgia",
    "HI": "Hawaii", "ID": "Idaho", "IL": "Illinois", "IN": "Indiana", "IA": "Iowa", "KS": "Kansas", "KY": "Kentucky",
    "LA": "Louisiana", "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts", "MI": "Michigan", "MN": "Minnesota",
    "MS": "Mississippi", "MO": "Missouri", "MT": "Montana", "NE": "Nebraska", "NV": "Nevada", "NH": "New Hampshire",
    "NJ": "New Jersey", "NM": "New Mexico", "NY": "New York", "NC": "North Carolina", "ND": "North Dakota",
    "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon", "PA": "Pennsylvania", "RI": "Rhode Island",
    "SC": "South Carolina", "SD": "South Dakota", "TN": "Tennessee", "TX": "Texas", "UT": "Utah", "VT": "Vermont",
    "VA": "Virginia", "WA": "Washington", "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming",
    "PR": "Puerto Rico", "GU": "Guam", "VI": "Virgin Islands", "AS": "American Samoa", "MP": "Northern Mariana Islands",
})  # fmt: skip
"""USPS code -> name."""

TERRITORIES = frozenset({"PR", "GU", "VI", "AS", "MP"})

PROVINCES = MappingProxyType({
    "AB": "Alberta", "BC": "British Columbia", "MB": "Manitoba", "NB": "New Brunswick",
    "NL": "Newfoundland", "NS": "Nova Scotia", "ON": "Ontario", "PE": "Prince Edward Island", "QC": "Quebec",
    "SK": "Saskatchewan", "YT": "Yukon", "NT": "Northwest Territories", "NU": "Nunavut",
})  # fmt: skip
"""Canada: code -> name."""

MEXICO = MappingProxyType({
    "AGU": "Aguascalientes", "BCN": "Baja California", "BCS": "Baja California Sur", "CAM": "Campeche",
    "CHP": "Chiapas", "CHH": "Chihuahua", "COA": "Coahuila", "COL": "Colima", "CMX": "Ciudad de Mexico",
    "DUR": "Durango", "GUA": "Guanajuato", "GRO": "Guerrero", "HID": "Hidalgo", "JAL": "Jalisco",
    "MEX": "Estado de Mexico", "MIC": "Michoacan", "MOR": "Morelos", "NAY": "Nayarit", "NLE": "Nuevo Leon",
    "OAX": "Oaxaca", "PUE": "Puebla", "QUE": "Queretaro", "ROO": "Quintana Roo", "SLP": "San Luis Potosi",
    "SIN": "Sinaloa", "SON": "Sonora", "TAB": "Tabasco", "TAM": "Tamaulipas", "TLA": "Tlaxcala", "VER": "Veracruz",
    "YUC": "Yucatan", "ZAC": "Zacatecas",
})  # fmt: skip
"""Mexico: ISO 3166-2 letters -> name."""

CANADA_NUMBERS = MappingProxyType(dict(zip(
    ("01", "02", "03", "04", "05", "07", "08", "09", "10", "11", "12", "13", "14"),
    ("AB", "BC", "MB", "NB", "NL", "NS", "ON", "PE", "QC", "SK", "YT", "NT", "NU"),
    strict=True,
)))  # fmt: skip
MEXICO_NUMBERS = MappingProxyType({f"{number:02}": code for number, code in enumerate(MEXICO, 1)})
"""GeoNames numbers both countries' subdivisions; these say which is which."""

SHORT = MappingProxyType({
    "ala": "AL", "alas": "AK", "ariz": "AZ", "ark": "AR", "calif": "CA", "cal": "CA", "cali": "CA", "colo": "CO",
    "conn": "CT", "del": "DE", "dc": "DC", "d c": "DC", "washington dc": "DC", "fla": "FL", "flor": "FL", "ga": "GA",
    "haw": "HI", "ida": "ID", "ill": "IL", "ills": "IL", "ind": "IN", "iowa": "IA", "kan": "KS", "kans": "KS",
    "ken": "KY", "kent": "KY", "mass": "MA", "mich": "MI", "minn": "MN", "miss": "MS", "mont": "MT", "neb": "NE",
    "nebr": "NE", "nev": "NV", "n h": "NH", "n j": "NJ", "jersey": "NJ", "n mex": "NM", "n m": "NM", "new mex": "NM",
    "n y": "NY", "ny state": "NY", "n c": "NC", "n car": "NC", "n carolina": "NC", "no carolina": "NC",
    "n dak": "ND", "n d": "ND", "n dakota": "ND", "no dakota": "ND", "okla": "OK", "ore": "OR", "oreg": "OR",
    "penn": "PA", "penna": "PA", "pennsy": "PA", "r i": "RI", "s c": "SC", "s car": "SC", "s carolina": "SC",
    "so carolina": "SC", "s dak": "SD", "s d": "SD", "s dakota": "SD", "so dakota": "SD", "tenn": "TN", "tex": "TX",
    "wash": "WA", "washington state": "WA", "wash state": "WA", "w va": "WV", "w v": "WV", "wva": "WV",
    "west va": "WV", "w virginia": "WV",
    "wisc": "WI", "wis": "WI", "wyo": "WY", "p r": "PR", "usvi": "VI", "us virgin islands": "VI",
    "u s virgin islands": "VI", "saipan": "MP", "cnmi": "MP", "mariana islands": "MP",
    "carolina del norte": "NC", "carolina del sur": "SC", "nueva york": "NY", "nuevo mexico": "NM",
    "nueva jersey": "NJ", "dakota del norte": "ND", "dakota del sur": "SD", "luisiana": "LA", "misisipi": "MS",
    "tejas": "TX", "pensilvania": "PA", "virginia occidental": "WV", "islas virgenes": "VI", "oregón": "OR",
    "misuri": "MO", "tennesi": "TN", "nuevo hampshire": "NH",
})  # fmt: skip
"""Traditional, clipped and Spanish forms, as words without signs -> code."""

PARTS = MappingProxyType({
    "long island": "NY", "upstate new york": "NY", "hudson valley": "NY", "finger lakes": "NY", "eastern shore": "MD",
    "cape cod": "MA", "outer banks": "NC", "upper peninsula": "MI", "the thumb": "MI", "twin cities": "MN",
    "iron range": "MN", "bay area": "CA", "central valley": "CA", "san joaquin valley": "CA", "inland empire": "CA",
    "high desert": "CA", "central coast": "CA", "hill country": "TX", "rio grande valley": "TX",
    "permian basin": "TX", "big island": "HI", "oahu": "HI", "maui": "HI", "kauai": "HI", "molokai": "HI",
    "puget sound": "WA", "tri cities": "WA", "jersey shore": "NJ", "south jersey": "NJ", "north jersey": "NJ",
    "mississippi delta": "MS", "northern virginia": "VA", "hampton roads": "VA", "florida keys": "FL",
    "space coast": "FL", "florida panhandle": "FL", "texas panhandle": "TX", "navajo nation": "AZ",
    "blackfeet rez": "MT",
})  # fmt: skip
"""Parts of a state that people say after a town's name in place of the state."""

COUNTRIES = MappingProxyType({
    "afghanistan": "AF", "albania": "AL", "argentina": "AR", "armenia": "AM", "australia": "AU", "bangladesh": "BD",
    "belarus": "BY", "belize": "BZ", "bolivia": "BO", "brazil": "BR", "brasil": "BR", "bulgaria": "BG", "burma": "MM",
    "cambodia": "KH", "cameroon": "CM", "chile": "CL", "china": "CN", "colombia": "CO", "costa rica": "CR",
    "cuba": "CU",
    "dominican republic": "DO", "republica dominicana": "DO", "ecuador": "EC", "egypt": "EG", "el salvador": "SV",
    "england": "GB", "uk": "GB", "united kingdom": "GB", "scotland": "GB", "eritrea": "ER", "ethiopia": "ET",
    "france": "FR", "germany": "DE", "ghana": "GH", "greece": "GR", "guatemala": "GT", "haiti": "HT",
    "honduras": "HN",
    "hungary": "HU", "india": "IN", "indonesia": "ID", "iran": "IR", "iraq": "IQ", "ireland": "IE",
    "israel": "IL",
    "italy": "IT", "jamaica": "JM", "japan": "JP", "kazakhstan": "KZ", "kenya": "KE", "korea": "KR",
    "south korea": "KR",
    "laos": "LA", "liberia": "LR", "malaysia": "MY", "moldova": "MD", "mongolia": "MN", "morocco": "MA",
    "myanmar": "MM",
    "nepal": "NP", "netherlands": "NL", "nicaragua": "NI", "nigeria": "NG", "pakistan": "PK", "panama": "PA",
    "paraguay": "PY", "peru": "PE", "philippines": "PH", "poland": "PL", "portugal": "PT", "romania": "RO",
    "russia": "RU", "rwanda": "RW", "senegal": "SN", "sierra leone": "SL", "somalia": "SO", "south africa": "ZA",
    "spain": "ES", "espana": "ES", "sri lanka": "LK", "sudan": "SD", "syria": "SY", "taiwan": "TW", "tanzania": "TZ",
    "thailand": "TH", "togo": "TG", "turkey": "TR", "uganda": "UG", "ukraine": "UA", "uruguay": "UY",
    "uzbekistan": "UZ", "venezuela": "VE", "vietnam": "VN", "yemen": "YE", "zambia": "ZM", "zimbabwe": "ZW",
})  # fmt: skip
"""Countries as callers say them, said after a town of theirs."""

WORD_CODES = frozenset(
    [
        "al",
        "as",
        "co",
        "de",
        "hi",
        "id",
        "in",
        "is",
        "la",
        "ma",
        "me",
        "mi",
        "mo",
        "oh",
        "ok",
        "or",
        "pa",
    ]
)
"""Codes that are words of English or Spanish too: a state only where a name stands just before them."""
