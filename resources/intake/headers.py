"""What a column heading means: from the words people and programs write above a column to our own field names."""

import re
from functools import lru_cache

# A private or do-not-refer flag must never be taken for the thing that it guards, so the flags come first.
_FLAGS = (
    (r"^same (?!day)|same as (?:the )?(?:organi[sz]ation|location|mailing|physical)|^use the same", "same"),
    (r"\b(?:phone|telephone|fax|tty|hotline|toll free|line|number|hours|area)\b.*\bprivate\b|\bprivate (?:phone|number|line)", "phone_private"),
    (r"\b(?:mail|mailing|postal|other)\b.*\bprivate\b", "ignore"),
    (r"\b(?:address|location|site|street|physical)\b.*\b(?:private|confidential|secret|hidden|sealed|undisclosed|restricted)\b", "sealed"),
    (r"\b(?:private|confidential|secret|hidden|sealed|undisclosed|restricted)\b.*\b(?:address|location|site|street)\b", "sealed"),
    (r"^(?:is |mark |flag )?confidential(?: .*)?$|^sealed$|^dv confidential$", "sealed"),
    (r"\bemail\b.*\bprivate\b|\bprivate\b.*\bemail\b", "email_private"),
    (r"\b(?:worker|contact|person|director)\b.*\bprivate\b", "ignore"),
    (r"\b(?:display|show|publish|public|share|visible|list|disclose|reveal)\w*\b.*\b(?:address|location|map|street)\b", "address_public"),
    (r"\b(?:address|location|map|street)\b.*\b(?:display|shown?|publish\w*|public|visible|listed|disclosed?)\b", "address_public"),
    (r"\bexclude\b|\bdo not (?:refer|publish|list|display|share|show|use|give|release)\b|\bdon t (?:refer|publish|list)\b|"
     r"\bdonot(?:refer|list|publish)\b|\bno referrals?\b|\bdnr\b|\bsuppress(?:ed)?\b|^(?:is )?(?:hidden|hide|deleted|archived|private|"
     r"unlisted|draft|internal only|internal|closed|inactive|retired|obsolete|duplicate)$|\bnot (?:for|public|publicly)\b.*|"
     r"\bpermanently closed\b|\binternal (?:only|use)\b|\bstaff only\b|\bnot to be (?:referred|shared|listed|published)\b", "hide"),
    (r"\bavailable for (?:directory|referral|referrals|website|public\w*)\b|\b(?:ok|okay|safe|clear\w*|approved) to (?:refer|list|publish|share)\b|"
     r"\bopen to referrals?\b|\b(?:may|can|should) (?:we )?(?:refer|list|publish|share)\b|^(?:is )?(?:published|publish|public|visible|active|"
     r"referable|referrable|listed|enabled|approved|live|refer)$|^publish (?:to|on|in)\b|^(?:display|show|include|list) (?:on|in|to|online)\b|"
     r"\bis (?:this|the|your)?\s*(?:service|location|organi[sz]ation|program|agency|site|facility|shelter)?\s*(?:still )?(?:open|active|operating)$|"
     r"\bprovides? services to the public\b|^(?:ok|okay) to \w+|\bpublic listing\b|\bshare with (?:the )?public\b", "show"),
    (r"^(?:\w+ )?status$|^status (?:code|name|text)$|\boperational status\b|\bopen (?:or )?closed\b", "status"),
)  # fmt: skip
_PEOPLE = (
    (r"\binternal (?:notes?|comments?|memo|contact)\b|\b(?:notes?|comments?) (?:for|to) (?:editors|staff|administrators)\b|"
     r"\bstaff (?:notes?|comments?)\b|\bprivate (?:notes?|comments?)\b|\bconfidential (?:notes?|comments?)\b|\bpassword\b|\blogin\b", "internal"),
    (r"\bsenior worker\b|\bmain contact\b|\battention\b|^attn\b|\b(?:first|last|middle|maiden|given|family) name\b|^surname$|"
     r"\b(?:contact|director|manager|ceo|coordinator|supervisor|administrator|chief|sheriff|president|principal|editor|person|"
     r"responsible|verifier|submitter|emergency contact|emerg)\b(?: (?:name|title|person|s name|full name|first|last|position|role))?$|\b(?:owner|staff) (?:name|member|person)s?\b|\brecord owner\b|"
     r"\bname of (?:contact|director|person|manager|respondent|submitter)\b|\b(?:job|contact) title\b|^emergtitle$|"
     r"\b(?:verified|approved|updated|entered|edited|created|reviewed) by\b(?! role)|\badmin emails?\b|"
     r"\byour name\b|\bsubmitted by\b|\brespondent\b|\bexecutive director\b|\bcontact person\b", "person"),
    (r"\b(?:email|e mail)\b.*\bdomain|\bvolunteer|\b(?:irs|tax|legal|workflow) status\b|\bpreferred provider\b|\battachments?\b|"
     r"\b(?:year|month|founding)\w* (?:incorporated|founded|y)\b|\bbudget\b|\baverage volume\b|\bcallbacks?\b|\bownership\b", "ignore"),
    (r"\bprocess for\b|\bapplication (?:process|form|procedure)\b|\bhow (?:do|does|to|can)\b.*\bapply\b", "how_to_apply"),
    (r"^(?:type|kind|category) of\b", "kinds"),
)  # fmt: skip
_LINKS = (
    (r"\bconnects to site\b|^(?:location|site) (?:id|num|number|key)s?$", "location_id"),
    (r"\bconnects to program\b|^program (?:id|num|number|key)s?$", "program_id"),
    (r"\bparent (?:agency|org\w*|record)\b.*\b(?:num|id|number|key)$|^(?:agency|organi[sz]ation|org) (?:id|num|number|key)s?$|^parent id$", "organisation_id"),
    (r"\btaxonomy level\b|^record type$|^level name$", "level"),
    (r"^(?:object id|objectid|fid|gid|ogc fid|row|row number|row id|no|index)$|^#$|^shape\b|^geo link|^naics code$|^sic\b", "ignore"),
    (r"^(?:resource agency num|id|key|uid|uuid|guid|record id|identifier|unique id\w*|external id\w*|source id|listing id|service s? ?id|services id|facility id|"
     r"provider (?:number|id|num|no)|license (?:number|no)|ccn|npi|ein|record number|resource id|entry id|placemark id)$", "key"),
)  # fmt: skip
_PHONES = (
    (r"\b(?:phone|telephone|tel|fax|tty|hotline|free|line|area|hours)\b.*\b(?:ext|extension|extn|x)$|^(?:ext|extension)$", "phone_ext"),
    (r"\b(?:phone|telephone|tel|hotline|fax|number|tty|free|line|area|hours)\b.*\b(?:name|type|label|description|desc|department|note|notes|kind|comments?|language)s?$", "phone_label"),
    (r"\bphone loc\b|\bphoneloc\b|\bphones? (?:verified|valid|checked)\b|\bcountry prefix\b", "ignore"),
    (r"\bfax\b|\bfacsimile\b", "phones:fax"),
    (r"\btty\b|\btdd\b|\btext ?phone\b|\bhearing impaired\b|\bdeaf\b.*\b(?:line|phone|number)\b", "phones:tty"),
    (r"\btoll free\b|\btollfree\b|^(?:1 )?800 (?:number|phone|line)?$", "phones:toll_free"),
    (r"\bhot ?line\b|\bhelp ?line\b|\bcrisis (?:line|phone|number|tel\w*)\b|\b24 (?:hour|hr|7)\w*(?: \w+)? (?:phone|line|number)\b|"
     r"\bemergency (?:phone|line|number|tel\w*)\b|\blife ?line\b|\bwarm ?line\b|^crisis$", "phones:crisis"),
    (r"\bafter hours\b|\bnight (?:phone|number|line)\b|\bweekend (?:phone|number|line)\b", "phones:after_hours"),
    (r"\btext (?:line|number|code|phone|to)\b|^text$|\bsms\b|\bwhats ?app\b|^short code$", "phones:text"),
    (r"\bintake\b.*\b(?:phone|number|line|tel\w*)\b|\b(?:phone|number|line|tel\w*)\b.*\bintake\b|\breferral (?:line|phone|number)\b", "phones:intake"),
    (r"\b(?:business|office|admin\w*|main|general|reception|front desk) (?:line|phone|number|tel\w*)\b|\bbusiness line\b|\bout of area\b", "phones:main"),
    (r"\b(?:cell|mobile|pager|video) ?(?:phone|number)?$", "phones:other"),
    (r"\b(?:phone|telephone|tel|phones|telefono)\b|\b(?:contact|call|dial|voice) (?:number|numbers|no)\b|^numbers? to call$|\bwhat number\b", "phones"),
)  # fmt: skip
_PLACES = (
    (r"\b(?:mail|mailing|postal|billing|remit|correspondence|other)\b(?! code)(?!.*\b(?:e ?mail)\b).*\b(?:address|street|city|town|state|province|zip|postal code|postcode|county|country|attention|line)\b.*", "mailing"),
    (r"^(?:mailing|mail|postal|other) address\b.*", "mailing"),
    (r"\bweb ?(?:site|page)?\b.*\baddress\b|^web ?site\b", "url"),
    (r"\bip address\b", "ignore"),
    (r"\b(?:zip|postal) ?codes\b", "covers"),
    (r"\bcounty ?fips\b|\bfips(?: code)?\b(?<!st fips)(?<!state fips)|^geoid$|\bcounty code\b", "county_fips"),
    (r"^st(?:ate)? fips$|^zip ?p?4$|^zip plus\b|^plus 4$|^zip ext\w*", "ignore"),
    (r"\b(?:zip|zipcode|postcode|postal code|zip code|zip15)\b(?!.*\b(?:serve|served|area|coverage|cover)\w*\b)", "zip"),
    (r"^(?:lat|latitude|y|y coord\w*|point y|lat dd|ycoord|geo lat|lat y|latitud)$|\blatitude\b", "lat"),
    (r"^(?:lon|lng|long|longitude|x|x coord\w*|point x|lon dd|xcoord|geo lon|geo lng|long x|longitud)$|\blongitude\b", "lon"),
    (r"\bgeo ?location\b|\bgeo ?code\w*\b|\bcoordinates?\b|^(?:lat long|lat lon|lat lng|latlng|latlong|gps|point|the geom|geometry|wkt|geo point)\b", "point"),
    (r"\btime ?zone\b|^tz$", "timezone"),
    (r"^(?:street|house|building|st|str) ?(?:#|num|number|no|nbr)$|^(?:house|building|street) number$|^number$", "street_number"),
    (r"\b(?:address|street|addr|adr|location address|add) ?(?:line )?[2-9]$|^(?:suite|unit|apt|apartment|floor|room|building|bldg|suite unit)\b(?: (?:no|number|#))?$|^address (?:suite|unit)$", "street2"),
    (r"\b(?:full|complete|one line|formatted|whole|combined) address\b", "address"),
    (r"\b(?:email|e mail)\b", "email"),
    (r"\b(?:street|address|addr|adr|domicile|direccion)\b(?! (?:type|source|notes?|same|is|description))", "street"),
    (r"^(?:physical |site |location |office |facility |program |agency |service |primary |main |org )?(?:city|town|municipality|locality|city name|city town|ciudad|city village)$|\bcity\b(?!.*\b(?:serve|served|cover|limit)\w*)(?!.*\bstate\b)", "city"),
    (r"\bcity state\b.*|\bcity and state\b", "city_state"),
    (r"^(?:physical |site |location |office |facility |program |agency |service |primary |main )?(?:state|province|state province|st|state code|state name|state abbr\w*|region state|stateprovince|estado)$|^state or province$", "state"),
    (r"^(?:physical |site |location )?country(?: code| name)?$|^nation$", "country"),
    (r"^(?:physical |site |location |facility )?(?:county|parish|county name|countyname|county parish|physical county|county of location|cnty)$", "county"),
)  # fmt: skip
_HELP = (
    (r"\b(?:service area|coverage|catchment) (?:limited|type|level)\b", "ignore"),
    (r"\b(?:serves|covers) (?:all|entire|statewide|the whole)\b.*|\bstatewide\b", "covers_state"),
    (r"\b(?:service area|coverage|catchment|area served|areas served|counties|cities|zip codes|geographic\w*|area of service|service region|"
     r"jurisdiction|cover(?:s|ed)?|regions? served|where .* serve|counties served|territory)\b(?!.*\blimited to\b)(?! type)", "covers"),
    (r"\bholiday", "holidays"),
    (r"\bwalk ?ins?\b.*\bprocess\b|\bprocess for\b|\bhow (?:to|do|does|can)\b.*\b(?:apply|access|get|reach|contact|refer|enroll|receive)\w*|\bintake (?:process|procedure)\w*|"
     r"\bapplication (?:process|procedure|form|instructions?)\b|\bprocedures?\b|\breferral (?:process|procedure|method)\b|\bto apply\b|\badmission (?:process|procedure|criteria)\b|"
     r"\baccess instructions\b|\bservice access\b|\bhow to\b|\bfirst step\b|^application$|^intake$|\bapply\b", "how_to_apply"),
    (r"\bdocument(?:s|ation)?\b|\bwhat to bring\b|\bid required\b|\bidentification required\b|\bpaperwork\b|\brequired (?:items|papers)\b|\bbring\b", "documents"),
    (r"^(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?(?: hours| open\w*| times?)?$|^hours (?:mon|tue|wed|thu|fri|sat|sun)\w*$", "day_hours"),
    (r"\bhours?\b|\bopening times?\b|\bdays? open\b|\bopen days\b|\bwhen\b.*\bopen\b|\btimes? open\b|^schedules?$|\bdays and times\b|\boperating times?\b|^open$|\bdates and hours\b|\bhorario\b", "hours"),
    (r"\blanguages?\b(?! of record)|\bidiomas?\b|\binterpret\w+|\blanguage access\b", "languages"),
    (r"\bmin(?:imum)? age\b|^age (?:min|from|low)\w*$|\byoungest\b", "min_age"),
    (r"\bmax(?:imum)? age\b|^age (?:max|to|high)\w*$|\boldest\b", "max_age"),
    (r"\bages?\b|\bage (?:range|group|served|limit)\w*\b|\bedad\b", "ages"),
    (r"\bgenders?\b|\bsex(?:es)?\b|\bmen women\b|\bpopulation m f\b|^population\b.*\bm f\b", "genders"),
    (r"\bfees?\b|\bincome (?:standard|level)|\bpercentage of income\b|\bsliding scale\b", "cost"),
    (r"\beligib\w*\b|\bpopulations?\b(?! \d)|\bwho (?:can|is|do|does|may|we|they)\b.*|\bserved\b|\bserves\b|\btarget (?:group|audience|pop\w*)\b|\bclients?\b|\brestrictions?\b|\brequirements?\b|"
     r"\bqualif\w*\b|\bcriteria\b|\bfor whom\b|\blimited to\b|\bintended for\b|\bmust be\b", "populations"),
    (r"\baccessib\w*\b|\bdisabilit(?:y|ies)\b.*\baccess\b|\bdisabilities access\b|\bada\b|\bwheelchair\b|\bhandicap\w*\b|\bpets?\b|\bservice animals?\b", "access"),
    (r"\bfees?\b|\bcosts?\b|\bprices?\b|\bpayments?\b|\binsurance\b|\bsliding\b|\bcharges?\b|\bmedicaid\b|\bincome (?:standard|eligib\w*)\b|\bpercentage of income\b|\bfree\b(?! phone)", "cost"),
    (r"^cont ?how$|\b(?:val|verification|validation) method\b", "verified_how"),
    (r"\b(?:last )?(?:verified|verification|assured|reviewed|checked|confirmed|validated|val)\b.*\b(?:on|date|at|when)?$|\blast (?:verified|reviewed|update check)\b|\bdate (?:verified|checked|reviewed|confirmed|of verification)\b|^cont ?date$|\bassured date\b", "verified_on"),
    (r"\b(?:source|sources)\b.*\b(?:url|link|page|web)\b", "source_url"),
    (r"\b(?:source ?date|as of|data date|updated|update date|last (?:modified|updated|update|edited|changed)|modified|date (?:updated|modified)|edit date|year month|as of date|changed on|snapshot)\b|^(?:year|month)$", "as_of"),
    (r"^(?:source|data source|source name|provenance)$", "source_name"),
    (r"\bweb ?(?:site|page|address)?\b|\burl\b|\bhomepage\b|\bhome page\b|^link$|^site url$|\binternet\b|^www$|\bsitio web\b|\bfacebook\b", "url"),
    (r"\btemporary message\b.*\b(?:appears?|starts?|begins?|expires?|ends?)\b", "ignore"),
    (r"\balert\b|\btemporary message\b|\bwarning\b|\bnotice\b|\bannouncement\b", "alert"),
    (r"\bvirtual\b|\bremote\b|\bonline only\b", "virtual"),
    (r"\bconfidence\b|\bgrade\b", "confidence"),
)  # fmt: skip
_NAMES = (
    (r"\b(?:agency|organi[sz]ation|org|provider|company|parent agency|agency organi[sz]ation|grantee|operator|sponsor|nonprofit|institution|organizacion) ?(?:s)? ?(?:public |legal |official )?(?:name|title|agency|nonprofit)?$|"
     r"^(?:name of (?:the )?(?:agency|organi[sz]ation|provider|company|nonprofit)|run by|operated by|managed by|parent organi[sz]ation)\b.*|\bwho runs\b.*", "organisation"),
    (r"\b(?:alternate|alternative|alt|aka|former|also known as|doing business as|dba|acronym)\b.*|\b(?:other|short) names?\b|^(?:acronym|abbreviation|aka|dba)$|^official name$|^legal name$", "alternate_name"),
    (r"\b(?:service|program|programme|project|resource|services program) ?(?:name|title|public name|offered name)$|^(?:service|program|programme|resource|name of (?:the )?(?:service|program|resource))$|^title$", "service"),
    (r"^program agency name\b", "service"),
    (r"^site agency name\b", "site"),
    (r"^(?:public|display) name$", "name"),
    (r"\blocation description\b|\bbus (?:service|access|lines?|routes?)\b", "directions"),
    (r"\b(?:site|location|branch|campus|place|building|clinic|office) ?(?:public )?name$|^(?:site|branch|name of (?:the )?(?:site|location)|place|venue)$", "site"),
    (r"\b(?:type|types|category|categories|taxonom\w*|classification|kind|kinds|service types?|services? (?:provided|offered|available|categor\w*|list)|sector|need|needs|"
     r"naics desc\w*|topics?|tags?|keywords?|subjects?|specialt\w*|level of service|help offered|services|search hints|what .* (?:offer|provide)\w*|normalized type|program type|cause|terms?)\b(?! id)", "kinds"),
    (r"^location$", "location"),
    (r"\bname\b|^(?:agency|facility|shelter|hospital|nombre|listing|resource|entity|clinic|department|church|school|station)$|\bname of\b.*", "name"),
    (r"\b(?:description|describe|desc|about|overview|summary|mission|body|details|information|purpose|profile|narrative|abstract|brief|service description|blurb|descripcion)\b", "about"),
    (r"\b(?:directions|transportation|landmark|bus|public transit|parking|cross streets?|nearest)\b", "directions"),
    (r"\b(?:notes?|comments?|remarks?|additional|other information|special instructions|amenities|misc\w*|caveats?|restrictions)\b", "note"),
)  # fmt: skip
_RULES = tuple(
    (re.compile(pattern), field)
    for group in (_FLAGS, _PEOPLE, _LINKS, _PHONES, _PLACES, _HELP, _NAMES)
    for pattern, field in group
)
_WORDS = ["organization", "organisation", "agency", "name", "number", "phone", "telephone", "address", "street", "city", "state", "province", "county", "zip", "code", "postal", "latitude", "longitude", "description", "website", "email", "hours", "operation", "service", "services", "program", "location", "site", "facility", "provider", "language", "languages", "eligibility", "category", "categories", "type", "notes", "url", "fax", "contact", "hotline", "coverage", "area", "public", "private"]
_GLUED = re.compile(
    "(?:"
    + "|".join(sorted(_WORDS, key=len, reverse=True))
    + "|org|web|id|lat|long|tel|naics|descr|desc|date|line|nbr)+"
)
_PART = re.compile(
    "|".join(
        sorted(
            [*_WORDS, "org", "web", "id", "lat", "long", "tel", "naics", "descr", "desc", "date", "line", "nbr"],
            key=len,
            reverse=True,
        )
    )
)
_CUT = (
    "organization",
    "description",
    "telephone",
    "longitude",
    "eligibility",
    "facility",
    "languages",
    "categories",
    "information",
    "services",
)


@lru_cache(maxsize=8192)
def field_for(heading: str) -> str:
    """Our field for a column heading, or "" where its words say nothing we know."""
    words = plain_heading(heading)
    for pattern, field in _RULES:
        if words and pattern.search(words):
            return field
    return ""


@lru_cache(maxsize=8192)
def plain_heading(heading: str) -> str:
    """A heading as plain words: `PhysicalPostalCode`, `phone_number` and `PHONE NUMBER:` come out alike."""
    text = heading.replace("#", " # ").replace("&", " and ")
    if not re.fullmatch(r"[^a-z]*", text):
        text = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", text)
    text = re.sub(r"(?<=[A-Za-z]{3})(?=\d)|(?<=\d)(?=[A-Za-z]{3})", " ", text)
    words = [_whole(word) for word in re.sub(r"[^\w#]+|_", " ", text.lower()).split()]
    return " ".join(words)


def _whole(word: str) -> str:
    if word not in _WORDS and _GLUED.fullmatch(word):
        return " ".join(_PART.findall(word))
    # Shapefiles cut every name to ten letters: Organizati, Descriptio.
    if word in _WORDS:
        return word
    whole = [full for full in _CUT if 6 <= len(word) < len(full) and full.startswith(word)]
    return whole[0] if whole else word
