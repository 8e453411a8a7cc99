"""From the facts of a row to a listing, or to the reason why it is none."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b

from resources.intake.facts import Facts, Value
from resources.intake.flags import apply_words
from resources.intake.kind_words import kinds_named, kinds_of, kinds_told
from resources.intake.languages import language_codes
from resources.intake.own_facts import restored
from resources.intake.rules import age_rules, areas, county_name, eligibility_rules, gender_rules
from resources.intake.times import hours_of
from resources.intake.values import day, mail_address, web_address, yes_or_no
from resources.intake.whereabouts import Locator, Where, tells_where, withheld
from resources.kinds import KINDS
from resources.listing import Area, Listing, Phone, Rule, Verified
from resources.phones import read_phones

_LONGEST = {"about": 8000, "how_to_apply": 2000, "note": 2000, "alert": 600, "fees": 1000}
_MOST_KINDS = 6
_EXTRA_LENGTH, _EXTRA_COUNT = 300, 24
_CRISIS_FIRST = {
    "crisis": 0,
    "intake": 1,
    "toll_free": 2,
    "main": 2,
    "text": 3,
    "after_hours": 4,
    "tty": 5,
    "other": 6,
    "fax": 7,
}


@dataclass(slots=True)
class Builder:
    """Turns facts into listings of one source; `kinds` is what the file at hand is about, if about one thing."""

    source: str
    locator: Locator
    kinds: tuple[str, ...] = ()

    def listing(self, facts: Facts) -> Listing | str:
        """The listing, or the code of the reason why these facts are none."""
        organisation, service, site = _names(facts)
        if not (organisation or service):
            return "no-name"
        apply_words(facts, f"{organisation}\n{service}\n{site}")
        where = self.locator.locate(facts)
        phones = _phones(facts)
        url, email = _first_url(facts), mail_address(facts.first("email"))
        if not (phones or url or email or facts.own or where.sealed or facts.first("covers") or _is_somewhere(where)):
            return "no-contact"
        key = facts.first("key") or _key(organisation, service, where, phones, alone=facts.alone)
        listing = self._described(
            facts,
            where,
            key=key,
            service=service or organisation,
            organisation=organisation or service,
            site=site,
            kinds=self._kinds(facts, service, organisation),
            phones=phones,
            url=url,
            email="" if facts.first("email_private") else email,
        )
        if facts.own:
            listing = restored(listing, facts.own)
        return _hushed(listing, facts) if listing.sealed else listing

    def _described(
        self, facts: Facts, where: Where, *, key: str, service: str, organisation: str, site: str,
        kinds: tuple[str, ...], phones: tuple[Phone, ...], url: str, email: str,
    ) -> Listing:  # fmt: skip
        vetting = facts.first("vetting").lower()
        named_source = facts.first("source_name")
        from_web = web_address(named_source) if named_source.lower().startswith("http") else ""
        return Listing(
            source=self.source,
            key=key,
            service=service,
            organisation=organisation,
            kinds=kinds,
            site=site,
            phones=phones,
            url=url,
            email=email,
            street=where.street,
            city=where.city,
            state=where.state,
            zip=where.zip,
            county_fips=where.county_fips,
            country=where.country,
            lat=where.lat,
            lon=where.lon,
            precision=where.precision,
            timezone=where.timezone,
            sealed=where.sealed,
            hours=hours_of(facts),
            rules=_rules(facts),
            areas=self._areas(facts, where),
            languages=_languages(facts),
            about=_told(facts, "about"),
            how_to_apply=_told(facts, "how_to_apply"),
            note=_told(facts, "note"),
            alert=_told(facts, "alert"),
            fees=_joined(facts, "cost", "; ")[: _LONGEST["fees"]],
            status=facts.first("status").lower()[:40] or "active",
            refer=not facts.hidden,
            hidden=facts.hidden,
            virtual=bool(yes_or_no(facts.first("virtual"))) or facts.first("location_type").lower() == "virtual",
            vetting=vetting if vetting in ("partner", "checked") else "unvetted",
            verified=_verified(facts),
            source_name="" if from_web else named_source[:120],
            source_url=web_address(facts.first("source_url")) or from_web,
            as_of="-".join(str(day(text) or text) for text in facts.every("as_of"))[:40],
            confidence=facts.first("confidence")[:12],
            extra=_extra(facts),
        )

    def _kinds(self, facts: Facts, service: str, organisation: str) -> tuple[str, ...]:
        terms = facts.every("kinds")
        ours = [part.strip() for term in terms for part in term.split(";") if part.strip()]
        if ours and all(part in KINDS for part in ours):
            return tuple(dict.fromkeys(ours))
        names = (service or organisation, organisation, facts.first("site"))
        if self.kinds:
            named = {kind for name in names for kind in kinds_named(name)}
            if "immigration_enforcement" in named:
                return ("immigration_enforcement",)
            if "other" in named and self.kinds[0] not in named:
                return ("other",)
            if self.kinds[0] in named or not terms:
                told = (kind for term in terms for kind in kinds_named(term) if kind != "other")
                return tuple(dict.fromkeys((*self.kinds, *told)))[:_MOST_KINDS]
        return kinds_of(terms, names, self.kinds or kinds_told(facts.first("about")[:240]))

    def _areas(self, facts: Facts, where: Where) -> tuple[Area, ...]:
        found: list[Area] = []
        for value in facts.values.get("covers", ()):
            label = value.label.lower()
            for area in areas(value.text, where.state):
                found.append(self._area(area, label, where.state))
        if yes_or_no(facts.first("covers_state")) and where.state:
            found.append(Area("state", where.state))
        return tuple(dict.fromkeys(found))

    def _area(self, area: Area, label: str, state: str) -> Area:
        if area.level == "county" and "zip" in label:
            return Area("zip", area.code)
        if area.level == "text":
            named = county_name(area.code) or (area.code if "count" in label else "")
            fips = self.locator.county_of(named, state) if named and state else ""
            return Area("county", fips) if fips else area
        return area


def _is_somewhere(where: Where) -> bool:
    return bool(where.street or where.city) or where.lat is not None


def _names(facts: Facts) -> tuple[str, str, str]:
    name = facts.first("name")
    organisation = facts.first("organisation")
    service = facts.first("service")
    if name and not organisation:
        organisation, name = name, ""
    service = service or name
    site = facts.first("site")
    if service and not organisation and site and site != service:
        organisation, site = site, ""
    if not organisation and not service:
        organisation, site = site or facts.first("alternate_name"), ""
    return tuple(" ".join(text.split())[:200].strip(" ,") for text in (organisation, service, site))  # type: ignore[return-value]


def _phones(facts: Facts) -> tuple[Phone, ...]:
    found: dict[tuple[str, str, bool], Phone] = {}
    for value in facts.values.get("phones", ()):
        for phone in _cell(value.text, value.label, value.kind, value.private):
            key = (phone.number or phone.raw, phone.extension, phone.kind == "fax")
            known = found.get(key)
            if known is None or (phone.private and not known.private):
                found[key] = phone
        if value.text and not _cell(value.text, value.label, value.kind, value.private):
            facts.doubts.add("number-unreadable")
    phones = sorted(
        found.values(), key=lambda phone: (phone.private, not phone.number, _CRISIS_FIRST.get(phone.kind, 6))
    )
    if any(not phone.number for phone in phones):
        facts.doubts.add("number-unreadable")
    return tuple(phones)


@lru_cache(maxsize=4096)
def _cell(text: str, label: str, kind: str, private: bool) -> tuple[Phone, ...]:
    if kind == "template":
        return tuple(phone for part in text.split(";") for phone in _template_phone(part.strip()))
    return read_phones(text, label=label, kind=kind, private=private)


def _template_phone(part: str) -> tuple[Phone, ...]:
    kind, divider, number = part.partition(":")
    if not divider or kind.strip() not in _CRISIS_FIRST:
        return read_phones(part)
    marked = re.search(r"\[([a-z, ]+)\]", number)
    phones = read_phones(number.replace(marked[0], "") if marked else number, kind=kind.strip())
    if not marked:
        return phones
    languages = tuple(code.strip() for code in marked[1].split(","))
    return tuple(
        Phone(each.number, each.kind, each.extension, languages, each.note, each.raw, each.private) for each in phones
    )


def _first_url(facts: Facts) -> str:
    return next((address for text in facts.every("url") if (address := web_address(text))), "")[:300]


def _maps(url: str) -> bool:
    return bool(re.search(r"maps\.|/maps|goo\.gl|waze|mapquest", url))


def _told(facts: Facts, name: str) -> str:
    text = _joined(facts, name, "\n")
    if name == "how_to_apply" and facts.first("directions"):
        text = "\n".join(filter(None, (text, facts.first("directions"))))
    if name == "about" and facts.first("alternate_name"):
        text = "\n".join(filter(None, (f"Also known as {', '.join(facts.every('alternate_name'))}.", text)))
    return text[: _LONGEST[name]]


def _hushed(listing: Listing, facts: Facts) -> Listing:
    """A sealed listing without its address in any of its words: no note, rule, phone label or map link tells it."""

    def hush(text: str) -> str:
        return withheld(text, facts)

    directions = facts.first("directions")
    how = listing.how_to_apply.replace(directions, "").strip() if directions else listing.how_to_apply
    return replace(
        listing,
        service=hush(listing.service),
        organisation=hush(listing.organisation),
        site=hush(listing.site),
        about=hush(listing.about),
        how_to_apply=hush(how),
        note=hush(listing.note),
        alert=hush(listing.alert),
        fees=hush(listing.fees),
        url="" if _maps(listing.url) else listing.url,
        hours=replace(listing.hours, text=hush(listing.hours.text)),
        rules=tuple(replace(rule, value=hush(rule.value), note=hush(rule.note)) for rule in listing.rules),
        phones=tuple(replace(phone, note=hush(phone.note), raw=hush(phone.raw)) for phone in listing.phones),
        extra=(),
    )


def _joined(facts: Facts, name: str, divider: str) -> str:
    parts = []
    for value in facts.values.get(name, ()):
        text = _worded(value)
        if text and text not in parts:
            parts.append(text)
    return divider.join(parts)


def _worded(value: Value) -> str:
    # A bare yes, no or number only means something beside its question.
    bare = re.fullmatch(r"yes|no|true|false|[xyn]|[\d.,%$ ]+", value.text, re.I)
    return f"{value.label}: {value.text}" if bare and value.label else value.text


def _rules(facts: Facts) -> tuple[Rule, ...]:
    rules: list[Rule] = []
    low, high = (re.sub(r"\D.*", "", facts.first(name)) for name in ("min_age", "max_age"))
    if low or high:
        rules.append(Rule("age", f"{low}-{high if high and int(high) < 100 else ''}"))
    for value in facts.values.get("ages", ()):
        for part in value.text.split(";"):
            rules.extend(age_rules(part.strip()) or [Rule("population", part.strip()[:400])])
    for value in facts.values.get("genders", ()):
        for part in value.text.split(";"):
            refused = re.match(r"no\s+", part.strip(), re.I)
            named = gender_rules(part.strip()[refused.end() if refused else 0 :])
            rules.extend(Rule("gender", rule.value, "no" if refused else "yes", rule.note) for rule in named)
    for value in facts.values.get("populations", ()):
        text = _worded(value)
        if low or high:
            rules.append(Rule("population", text[:400]))
            continue
        rules.extend(_divided("population", text) if ";" in text and len(text) < 400 else eligibility_rules(text))
    for axis in ("documents", "access"):
        for value in facts.values.get(axis, ()):
            rules.extend(_divided(axis, _worded(value)))
    cost = _joined(facts, "cost", "; ")
    if re.match(r"(?:free\b|no (?:fee|cost|charge)|none\b)", cost, re.I):
        rules.append(Rule("cost", "free", "yes", cost[:160]))
    return tuple(dict.fromkeys(rules))


def _divided(axis: str, text: str) -> list[Rule]:
    rules = []
    for part in text.split(";"):
        refused = re.match(r"no\s+", part.strip(), re.I)
        value = part.strip()[refused.end() if refused else 0 :][:400]
        if value:
            rules.append(Rule(axis, value, "no" if refused else "yes"))
    return rules


def _languages(facts: Facts) -> tuple[str, ...]:
    codes: list[str] = []
    for value in facts.values.get("languages", ()):
        codes.extend(language_codes(value.text))
        if yes_or_no(value.text) and value.label:
            codes.extend(language_codes(value.label, strict=True))
    return tuple(dict.fromkeys(codes))


def _verified(facts: Facts) -> tuple[Verified, ...]:
    how = facts.first("verified_how").lower()
    role = facts.first("verified_by")
    days = [found for text in facts.every("verified_on") if (found := day(text))]
    return (Verified("all", max(days), role, how),) if days else ()


def _extra(facts: Facts) -> tuple[tuple[str, str], ...]:
    kept: list[tuple[str, str]] = []
    for value in facts.values.get("extra", ()):
        if not tells_where(value.label) or len(kept) < _EXTRA_COUNT:
            kept.append((value.label[:80], value.text[:_EXTRA_LENGTH]))
    return tuple(kept[:_EXTRA_COUNT])


def _key(organisation: str, service: str, where: Where, phones: tuple[Phone, ...], *, alone: bool) -> str:
    """A stable key for rows without an id: what makes a place the same place next month (see `same_place`)."""
    number = next((phone.number for phone in phones if phone.number), "")
    spot = where.street or (
        f"{where.lat:.3f} {where.lon:.3f}" if where.precision == "exact" and where.lat and where.lon else ""
    )
    by_place = alone and bool(where.street)
    names = ("", "") if by_place else (organisation, service)
    parts = (*names, where.city, where.state, spot, where.zip, number)
    plain = "|".join(re.sub(r"[\W_]+", " ", part.lower()).strip() for part in parts)
    return f"{'@' if by_place else '~'}{blake2b(plain.encode(), digest_size=8).hexdigest()}"
