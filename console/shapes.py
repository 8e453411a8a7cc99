"""An answer as JSON: the public shapes of `ask`, `place`, `guide`, `find` and `search`."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

from console.desk import Answer
from protocols.guide import Alert, Guide, GuideMatch
from resources.dial import first_phone, spoken
from resources.dispatch import Dispatch
from resources.find import Help
from resources.listing import Listing
from resources.naming import listing_name
from resources.places.place import HeardPlace

Shape = dict[str, Any]


def answer_shape(answer: Answer) -> Shape:
    """`ask --json`, in the order of the screen."""
    heard = answer.heard
    return {
        "said": answer.said,
        "heard": {
            "people": [{"role": p.role, "age": p.age, "minor": p.minor, "gender": p.gender} for p in heard.people],
            "language": heard.language,
            "caller": heard.caller,
            "words": list(heard.words),
            "minutes": heard.minutes,
        },
        "places": place_shapes(answer.places),
        "alerts": alert_shapes(answer.alerts),
        "guides": guide_shapes(answer.guides),
        "steps": [
            {"guide": s.guide, "verb": s.step.verb, "text": s.step.text, "say": dict(s.step.say) or None}
            for s in answer.steps
        ],
        "kinds": list(answer.kinds),
        "help": help_shapes(answer.help),
        "not_fitting": help_shapes(answer.not_fitting),
        "notes": list(answer.notes),
        "dispatch": dispatch_shape(answer.dispatch),
        "took_ms": round(answer.took_ms, 3),
    }


def dispatch_shape(dispatch: Dispatch | None) -> Shape | None:
    """While life is at risk: the place's own 911 center, or null with the approved fallback in `note`."""
    if dispatch is None:
        return None
    return {"held": help_shape(dispatch.held) if dispatch.held else None, "note": dispatch.note}


def place_shapes(places: Iterable[HeardPlace]) -> list[Shape]:
    """Places, best first."""
    return [
        {
            "name": h.place.name,
            "kind": h.place.kind,
            "county": h.place.county,
            "state": h.place.state,
            "country": h.place.country,
            "lat": round(h.place.lat, 5),
            "lon": round(h.place.lon, 5),
            "confidence": round(h.confidence, 3),
            "why": h.why,
            "timezone": h.place.timezone,
        }
        for h in places
    ]


def alert_shapes(alerts: Iterable[Alert]) -> list[Shape]:
    """Alerts, most urgent first."""
    return [{"id": a.guide.id, "title": a.guide.title, "why": list(a.why)} for a in alerts]


def guide_shapes(guides: Iterable[GuideMatch]) -> list[Shape]:
    """Guides that fit, best first."""
    return [
        {
            "id": m.guide.id,
            "title": m.guide.title,
            "kind": m.guide.kind,
            "urgency": m.guide.urgency,
            "confidence": round(m.confidence, 3),
            "why": list(m.why),
            "status": m.guide.status,
        }
        for m in guides
    ]


def guide_in_full(guide: Guide) -> Shape:
    """One guide with its steps, branches and approval."""
    return {
        "id": guide.id,
        "title": guide.title,
        "kind": guide.kind,
        "urgency": guide.urgency,
        "version": guide.version,
        "status": guide.status,
        "approved_by": guide.approved_by,
        "approved_on": guide.approved_on,
        "steps": [
            {
                "verb": step.verb,
                "text": step.text,
                "say": dict(step.say) or None,
                "branches": [{"if": branch.condition, "guide": branch.guide} for branch in step.branches],
            }
            for step in guide.steps
        ],
        "refer": [{"kind": r.kind, "eligibility": r.eligibility, "line": r.line_key} for r in guide.refer],
        "states": {state: list(lines) for state, lines in guide.states.items()},
        "sources": list(guide.sources),
    }


def help_shapes(found: Iterable[Help]) -> list[Shape]:
    """Listings as offered to one call."""
    return [help_shape(one) for one in found]


def help_shape(found: Help) -> Shape:
    """One listing as offered to one call."""
    listing = found.listing
    phone = first_phone(listing.phones)
    return {
        "id": str(listing.id),
        "name": listing_name(listing),
        "kind": listing.kinds[0] if listing.kinds else "other",
        "phone": spoken(phone) if phone else "",
        "reach": found.reach,
        "reach_text": found.reach_text,
        "distance_km": None if found.distance_km is None else round(found.distance_km, 1),
        "open": found.opening.state,
        "open_text": found.opening.text,
        "fit": found.fit,
        "verified_on": verified_on(listing),
        "source": listing.source_name or listing.source,
        "as_of": listing.as_of,
        "city": listing.city,
        "state": listing.state,
        "sealed": listing.sealed,
        "vetting": listing.vetting,
        "alert": listing.alert,
        "why": list(found.why),
    }


def listing_shape(listing: Listing) -> Shape:
    """One listing in full; private numbers and sealed addresses are never part of it."""
    shape = asdict(listing)
    shape["phones"] = [asdict(phone) for phone in listing.phones if not phone.private]
    if listing.sealed:
        shape.update(street="", zip="", lat=None, lon=None)
    return {key: json_ready(value) for key, value in shape.items()}


def json_ready(value: object) -> object:
    """Dates as ISO 8601, tuples as lists."""
    if isinstance(value, dict):
        return {key: json_ready(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [json_ready(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def verified_on(listing: Listing) -> str | None:
    """The latest day on which somebody checked the number, or everything; None means never."""
    days = [v.on for v in listing.verified if v.field in ("all", "phone")]
    return max(days).isoformat() if days else None
