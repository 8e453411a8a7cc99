"""Looking at records of calls, correcting them, and tying them together."""

from console.arguments.commands import Commands
from console.calls.codes import ENTITY_KIND, ROLE
from console.calls.reports import KINDS

RECORD_WORK = "Calls and situations are named by the first 8 letters of their ids, as the lists show them."
REPORT_WORK = """otip follows the National Hotline's performance indicators (OMB 0970-0598) as far as their guide is
public; what Northline does not record is said to be not recorded, never nought."""
TIE_WORK = """The identifier is asked for, or piped in: it is never an argument. It is kept as a token, made under the
organisation's key; the value itself only where `calls analyst` was run, sealed to the analyst's sheet."""


def add_records(work: Commands) -> None:
    """`calls list`, `show`, `set`, `finish`, `drop`, `seen`, `mention`, `link`, `unlink`, `analyst`."""
    listed = work.add("list", "call_records:list_calls", "list calls, the latest first", RECORD_WORK)
    listed.add_argument("--open", action="store_true", help="those that were never finished")
    listed.add_argument("--since", metavar="DATE", default="", help="from that day on")
    listed.add_argument("--limit", metavar="N", type=int, default=50, help="at most so many (50)")
    show = work.add("show", "call_records:show_call", "show one call; the audit keeps that you did", RECORD_WORK)
    show.add_argument("id", metavar="CALL", help="the call")
    code = work.add("set", "call_records:set_code", "correct one code of a call", RECORD_WORK, json=False)
    code.add_argument("id", metavar="CALL", help="the call")
    code.add_argument("field", metavar="FIELD", help="signal_type, caller, venue, minors, disposition, ...")
    code.add_argument("code", metavar="CODE", help="what it should say")
    end = work.add("finish", "call_records:finish_call", "finish a call that was left open", RECORD_WORK, json=False)
    end.add_argument("id", metavar="CALL", help="the call")
    drop = work.add("drop", "call_records:drop_call", "drop a call that was left open", RECORD_WORK, json=False)
    drop.add_argument("id", metavar="CALL", help="the call")
    _ties(work)
    report = work.add(
        "report", "call_reports:report", "count what was recorded, for the funder or your own", REPORT_WORK
    )
    report.add_argument("--kind", choices=tuple(KINDS), default="own", help="otip: the funder's; own (the default)")
    report.add_argument("--from", dest="first", metavar="DATE", default="", help="the first day; else last month's")
    report.add_argument("--to-day", dest="end", metavar="DATE", default="", help="the day after the last")
    report.add_argument("--to", metavar="FILE", default="", help="write it there, as .csv or .xlsx")


def _ties(work: Commands) -> None:
    seen = work.add("seen", "call_seen:seen_before", "was this identifier heard before?", TIE_WORK)
    seen.add_argument("kind", metavar="KIND", choices=tuple(ENTITY_KIND), help=", ".join(ENTITY_KIND))
    new = work.add("mention", "call_seen:add_mention", "tie an identifier to a situation", TIE_WORK, json=False)
    new.add_argument("id", metavar="SITUATION", help="the situation")
    new.add_argument("kind", metavar="KIND", choices=tuple(ENTITY_KIND), help=", ".join(ENTITY_KIND))
    roles = tuple(role for role in ROLE if role != "victim")
    new.add_argument("role", metavar="ROLE", choices=roles, help=", ".join(roles))
    new.add_argument("--unsure", action="store_true", help="not heard letter by letter")
    link = work.add("link", "call_seen:link_call", "tie a call to an earlier situation", TIE_WORK, json=False)
    link.add_argument("id", metavar="CALL", help="the call")
    link.add_argument("situation", metavar="SITUATION", help="the earlier situation")
    link.add_argument("--reason", metavar="TEXT", default="", help="why they are one case; name nobody")
    back = work.add("unlink", "call_seen:unlink_call", "undo the last link of a call", TIE_WORK, json=False)
    back.add_argument("id", metavar="CALL", help="the call")
    work.add("analyst", "call_seen:analyst_key", "make the sheet that opens sealed values", TIE_WORK, json=False)
