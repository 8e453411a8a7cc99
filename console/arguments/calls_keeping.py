"""What is owed and what ends: the shift, call-back cards, consent, releases, holds and the purge."""

from console.arguments.commands import Command, Commands, unlocked
from console.calls.codes import CALL_BACK, OUTCOME, OWED, SCOPE

SHIFT_WORK = """Ids are named by their first 8 letters. What would lead to a caller is asked for or piped, never an
argument. Times are this desk's (`time_zone`); a call-back's window is in the caller's own time."""
CARD_WORK = """It is asked for line by line on the terminal's other screen, or with - read from standard input, one
`name: value` a line: channel, contact, window, zone, answers, voicemail, safe_word, note. Whoever opens it stands in
the audit with a reason; it is destroyed when it is done, or `keep_card_days` after its window."""
KEEPING_WORK = "A situation is named by the first 8 letters of its id. Give reasons and forms that name nobody."


def add_shift(commands: Commands) -> None:
    """`shift`, and everything below it."""
    shift = commands.add("shift", "shift:show", "what is owed: call-backs, transfers, reports, follow-up", SHIFT_WORK)
    unlocked([shift], None)
    parsers = shift.add_subparsers(title="shift commands", metavar="COMMAND")
    work = Commands(parsers)
    work.add("accept", "shift:accept", "take the shift over: everything open is yours", SHIFT_WORK, json=False)
    _cards(work)
    _dues(work)
    outcome = work.add("outcome", "shift:outcome", "say what became of a referral", SHIFT_WORK, json=False)
    outcome.add_argument("id", metavar="REFERRAL", help="its id")
    outcome.add_argument("outcome", metavar="OUTCOME", choices=tuple(OUTCOME), help=", ".join(OUTCOME))
    outcome.add_argument("--spoken-consent", action="store_true", help="all three agreed aloud to a warm transfer")
    work.add("rules", "shift:rules", "list the rules under which a report may be owed", SHIFT_WORK)
    work.add("roster", "shift:roster", "say who is on call now, and check the table", SHIFT_WORK)
    unlocked([parsers.choices["accept"], outcome])


def _cards(work: Commands) -> None:
    group = work.add("card", "shift:show", "call-back cards", json=False)
    parsers = group.add_subparsers(title="card commands", metavar="COMMAND", required=True)
    card = Commands(parsers)
    new = card.add("add", "call_backs:add", "seal a promised call-back", CARD_WORK, json=False)
    new.add_argument("source", metavar="-", nargs="?", choices=("-",), help="read it from standard input")
    new.add_argument("--call", metavar="ID", default="", help="the call in which it was promised")
    show = card.add("open", "call_backs:open_one", "show one card, once", SHIFT_WORK, json=False)
    show.add_argument("id", metavar="ID", help="the card")
    show.add_argument("--reason", metavar="TEXT", default="", help="why; the audit keeps it, so name nobody")
    end = card.add("done", "call_backs:end", "the call-back is over: destroy its card", SHIFT_WORK, json=False)
    end.add_argument("id", metavar="ID", help="the card")
    end.add_argument("outcome", metavar="OUTCOME", choices=tuple(CALL_BACK), help=", ".join(CALL_BACK))
    end.add_argument("--yes", action="store_true", help="do not ask again")
    later = card.add("extend", "call_backs:extend", "promise it for another time, or keep the card longer", json=False)
    later.add_argument("id", metavar="ID", help="the card")
    later.add_argument("--window", metavar="TEXT", help="another time, in the caller's own: tomorrow 6pm-8pm")
    later.add_argument("--zone", metavar="ZONE", help="another time zone, where the caller has moved")
    later.add_argument("--days", metavar="N", type=int, choices=range(1, 91), help="days to keep it from then, 1 to 90")
    unlocked([new, show, end, later])


def _dues(work: Commands) -> None:
    group = work.add("due", "shift:show", "reports and transfers that are owed", json=False)
    parsers = group.add_subparsers(title="due commands", metavar="COMMAND", required=True)
    due = Commands(parsers)
    owe = due.add("add", "shift:owe", "note a report or a transfer that is owed", SHIFT_WORK, json=False)
    owe.add_argument("kind", metavar="KIND", choices=tuple(OWED), help=", ".join(OWED))
    owe.add_argument("--agency", metavar="NAME", required=True, help="to whom")
    owe.add_argument("--deadline", metavar="TEXT", help="today 17:00; else what the rule says")
    owe.add_argument("--rule", metavar="ID", default="", help="for a report: `northline shift rules` lists them")
    owe.add_argument("--call", metavar="ID", default="", help="the call from which it follows")
    done = due.add("done", "shift:due_done", "it is done; the agency's reference is asked for", SHIFT_WORK, json=False)
    done.add_argument("id", metavar="ID", help="the report or transfer")
    again = due.add("again", "shift:due_again", "it was not done after all", SHIFT_WORK, json=False)
    again.add_argument("id", metavar="ID", help="the report or transfer")
    again.add_argument("--reason", metavar="TEXT", default="", help="why; the audit keeps it, so name nobody")
    unlocked([owe, done, again])


def add_keeping(work: Commands) -> None:
    """`calls consent`, `calls release`, `calls hold` and `calls purge`."""
    _consent(work)
    out = work.add(
        "release", "call_keeping:release_one", "write a situation out, where consent or a duty allows", json=False
    )
    _situation(out)
    out.add_argument("--scope", required=True, choices=("referral", "report_to_le"), help="what the consent must allow")
    out.add_argument("--to", metavar="FILE", required=True, help="a new file")
    out.add_argument("--duty", metavar="ID", default="", help="the report owed that makes an exception to consent")
    _holds(work)
    purge = work.add("purge", "call_keeping:purge_now", "delete and coarsen what is overdue, for good")
    purge.add_argument("--dry-run", action="store_true", help="say what would go, and change nothing")


def _consent(work: Commands) -> None:
    group = work.add("consent", "call_keeping:consents_of", "written consent to a release", KEEPING_WORK, json=False)
    parsers = group.add_subparsers(title="consent commands", metavar="COMMAND", required=True)
    consent = Commands(parsers)
    given = consent.add("add", "call_keeping:consent_add", "record a signed consent", KEEPING_WORK, json=False)
    back = consent.add("withdraw", "call_keeping:consent_withdraw", "withdraw it from now on", KEEPING_WORK, json=False)
    _situation(given)
    given.add_argument("--given", metavar="DATE", required=True, help="the day it was signed, such as 2026-11-24")
    given.add_argument("--expires", metavar="DATE", required=True, help="the first day on which it allows nothing")
    given.add_argument("--form", metavar="WHERE", required=True, help="where the paper is; no names")
    _situation(back)
    for one in (given, back):
        one.add_argument("--scope", required=True, choices=tuple(SCOPE), help=", ".join(SCOPE))
    listed = consent.add("list", "call_keeping:consents_of", "list what was given, withdrawn, released", KEEPING_WORK)
    _situation(listed)
    unlocked([given, back, listed])


def _holds(work: Commands) -> None:
    group = work.add("hold", "call_keeping:hold_list", "legal holds", KEEPING_WORK, json=False)
    parsers = group.add_subparsers(title="hold commands", metavar="COMMAND", required=True)
    hold = Commands(parsers)
    for name, summary in (("add", "keep everything of a situation from now on"), ("lift", "end its hold")):
        one = hold.add(name, f"call_keeping:hold_{name}", summary, KEEPING_WORK, json=False)
        _situation(one)
        one.add_argument("--reason", metavar="TEXT", default="", help="the order or letter; no names")
    hold.add("list", "call_keeping:hold_list", "list the holds that stand", KEEPING_WORK)
    unlocked(list(parsers.choices.values()))


def _situation(parser: Command) -> None:
    parser.add_argument("id", metavar="SITUATION", help="its id, or the first 8 letters of it")
