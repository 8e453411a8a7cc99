"""How the words of place names are cut short, and what the short forms stand for."""

from types import MappingProxyType

SHORTER = MappingProxyType({
    "saint": "st", "sainte": "ste", "fort": "ft", "mount": "mt", "mountain": "mtn",
    "north": "n", "south": "s", "east": "e", "west": "w", "no": "n", "so": "s", "nth": "n", "sth": "s",
    "northeast": "ne", "northwest": "nw", "southeast": "se", "southwest": "sw", "borough": "boro",
})  # fmt: skip
"""Long word -> the short form that the index holds."""

LONGER = MappingProxyType({
    "twp": "township", "twnshp": "township", "hts": "heights", "hgts": "heights", "spgs": "springs", "spg": "springs",
    "spngs": "springs", "jct": "junction", "bch": "beach", "pk": "park", "cty": "city", "lk": "lake", "fls": "falls",
    "vly": "valley", "vlly": "valley", "hls": "hills", "grv": "grove", "isl": "island", "is": "island",
    "crk": "creek", "ctr": "center", "cntr": "center", "centre": "center", "vlg": "village", "vill": "village",
    "fld": "field", "pt": "port", "nw": "new", "hbr": "harbor", "harbour": "harbor", "rd": "road", "rch": "ranch",
    "riv": "river", "rvr": "river", "mtns": "mountains", "sta": "station",
    "univ": "university", "intl": "international",
    "frk": "fork", "bnd": "bend", "ldg": "landing", "plns": "plains", "mdw": "meadow", "mdws": "meadows",
    "brg": "bridge", "cyn": "canyon", "cv": "cove", "gdns": "gardens", "gdn": "garden", "gln": "glen", "grn": "green",
    "knls": "knolls", "lks": "lakes", "mls": "mills", "pln": "plain", "pr": "prairie", "shrs": "shores", "vw": "view",
})  # fmt: skip
"""Short form as typed or printed by the post office -> the word that the index holds."""

SECOND_READING = MappingProxyType({
    "pt": "point", "nw": "nw", "cty": "county", "st": "street", "pk": "peak", "is": "is", "pr": "pr", "sta": "santa",
    "co": "county", "mt": "mtn", "gr": "grand", "rpds": "rapids", "vil": "ville",
})  # fmt: skip
"""Short forms that stand for a second word too; both readings are tried."""

SPELT_OUT = MappingProxyType({
    "st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount", "mtn": "mountain",
    "n": "north", "s": "south", "e": "east", "w": "west",
    "ne": "northeast", "se": "southeast", "sw": "southwest",
})  # fmt: skip
"""Short form -> long form, for names still being typed ("sout")."""
