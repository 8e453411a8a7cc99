"""Reports for the funder and for the organisation: counts of what was recorded; what was not is never a nought.

The funder's form is that of the National Human Trafficking Hotline Performance Indicators (OTIP, OMB 0970-0598):
its data elements, as far as the reporting guide of FY 2024 is public (omb.report, ICR 202403-0970-008). Counts this
small are for inside: sharing them outside goes through noise.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from statistics import median

from console.calls import codes
from console.calls.log import CallLog

NOT_RECORDED = "not recorded"


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator; `value` is None where Northline does not record what it asks for."""

    section: str
    name: str
    value: int | float | None
    note: str = ""

    @property
    def said(self) -> str:
        """The value as it is written."""
        return NOT_RECORDED if self.value is None else f"{self.value:g}"


@dataclass(frozen=True, slots=True)
class Period:
    """From its first day to the day before its last."""

    first: date
    end: date

    def bound(self) -> tuple[str, str]:
        """As SQL takes it."""
        return self.first.isoformat(), self.end.isoformat()


_IN = "day >= ? AND day < ? AND finished = 1"
_REFERRED = f"referral JOIN signal ON signal.id = referral.signal WHERE {_IN}"
_CASES = f"situation WHERE id IN (SELECT situation FROM signal WHERE {_IN} AND situation <> '')"
_CALLS = f"signal WHERE {_IN}"
_UNMET = "outcome NOT IN ('accepted', 'warm_handoff')"
_SHELTER = "('shelter', 'youth_shelter', 'housing')"


def otip(log: CallLog, period: Period) -> list[Line]:
    """The data elements of the performance indicators that are public, filled as far as calls are recorded."""
    requests, referrals, people = "Emergency-Related Service Requests", "Referrals", "Potential Victim Demographic Data"
    shelter = _one(log, f"SELECT count(DISTINCT signal) FROM {_REFERRED} AND kind IN {_SHELTER}", period)
    transport = _one(log, f"SELECT count(DISTINCT signal) FROM {_REFERRED} AND kind = 'transport'", period)
    given = _one(log, f"SELECT count(*) FROM {_REFERRED}", period)
    unmet = "a request that no listing met is not recorded"
    return [
        Line(requests, "Emergency Shelter", shelter, f"calls in which a shelter was given; {unmet}"),
        Line(requests, "Extraction", None),
        Line(requests, "Transportation", transport, f"calls in which transport was given; {unmet}"),
        Line(referrals, "Individual Referrals Provided", given),
        Line(referrals, "New Referral Partners Added to Referral Database", None, "northline upkeep counts listings"),
        Line(referrals, "Referral Partners in the Referral Database", None, "northline status counts listings"),
        *_coded(log, period, "Case-Level Data", "trafficking_type", codes.TRAFFICKING_TYPE, _CASES),
        *_coded(log, period, "Case-Level Data: venue or industry", "venue", codes.VENUE, _CASES),
        *_coded(log, period, "Case Referral, Report, Outcome Data", "outcome", codes.OUTCOME, _REFERRED),
        *_coded(log, period, f"{people}: minors", "minors", codes.MINORS, _CASES),
        *_coded(log, period, f"{people}: gender", "gender_band", codes.GENDER_BAND, _CASES),
        Line(people, "Nationality", None),
    ]


def own(log: CallLog, period: Period) -> list[Line]:
    """The organisation's own statistics; times are of the whole organisation, never of a person."""
    times = log.ask(f"SELECT first_help_s FROM {_CALLS} AND first_help_s IS NOT NULL", *period.bound())
    seconds = [int(row[0]) for row in times]
    given = _one(log, f"SELECT count(*) FROM {_REFERRED}", period)
    unmet = _one(log, f"SELECT count(*) FROM {_REFERRED} AND {_UNMET}", period)
    return [
        Line("Contacts", "All", _one(log, f"SELECT count(*) FROM {_CALLS}", period)),
        Line("Contacts", "Situations they concern", _one(log, f"SELECT count(*) FROM {_CASES}", period)),
        *_coded(log, period, "Contacts by channel", "channel", codes.CHANNEL, _CALLS),
        *_coded(log, period, "Contacts by type", "signal_type", codes.SIGNAL_TYPE, _CALLS),
        *_coded(log, period, "Contacts by who called", "caller", codes.CALLER, _CALLS),
        *_coded(log, period, "Contacts by how they ended", "disposition", codes.DISPOSITION, _CALLS),
        *_free(log, period, "Contacts by language", f"SELECT language, count(*) FROM {_CALLS}"),
        *_free(log, period, "Contacts by month", f"SELECT substr(day, 1, 7), count(*) FROM {_CALLS}"),
        *_free(log, period, "Contacts by hours of the day (band of four)", f"SELECT hour_band, count(*) FROM {_CALLS}"),
        Line("Referrals", "Given", given),
        *_coded(log, period, "Referrals by outcome", "outcome", codes.OUTCOME, _REFERRED),
        *_free(log, period, "Referrals by kind of help", f"SELECT kind, count(*) FROM {_REFERRED}"),
        Line("Unmet need", "Given but not known to be accepted", unmet),
        *_free(log, period, "Unmet need by county (FIPS)", f"SELECT county, count(*) FROM {_REFERRED} AND {_UNMET}"),
        Line(
            "Time to first help", "Median seconds", median(seconds) if seconds else None, f"of {len(seconds)} contacts"
        ),
    ]


KINDS = {"otip": otip, "own": own}
"""What `northline calls report --kind` takes."""


def _one(log: CallLog, statement: str, period: Period) -> int:
    return int(log.ask(statement, *period.bound())[0][0])


def _coded(
    log: CallLog, period: Period, section: str, column: str, allowed: codes.Codes, source: str
) -> Iterator[Line]:
    """One line a code, noughts too: of what is recorded a nought is true."""
    counts = dict(log.ask(f"SELECT {column}, count(*) FROM {source} GROUP BY 1", *period.bound()))
    for code, said in allowed.items():
        yield Line(section, said, int(counts.get(code, 0)))


def _free(log: CallLog, period: Period, section: str, counted: str) -> Iterator[Line]:
    """One line a value of what is no code, in its own order; `counted` is a SELECT of the value and its count."""
    for name, count in log.ask(f"{counted} GROUP BY 1 ORDER BY 1", *period.bound()):
        yield Line(section, "not known" if name in ("", None) else str(name), int(count))
