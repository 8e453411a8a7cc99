"""What an answer is asked with: ask, place, guide, find, search and talk."""

from console.arguments.commands import Command, Commands

LIVE_WORDS = """Live words belong on standard input: with "-" each line is one text, and nothing a caller said stays in
the shell's history or the list of processes. Text given as an argument stays in both: use it for practice only."""


def add_answers(commands: Commands) -> None:
    """`ask`, `place`, `guide`, `find`, `search` and `talk`."""
    ask = commands.add("ask", "answers:ask", "answer what a caller said: places, alerts, steps and help", LIVE_WORDS)
    ask.add_argument("text", metavar="TEXT|-", help="what was said, or - for one text a line on standard input")
    ask.add_argument("--place", metavar="TEXT", help="take this place instead of the one heard")
    ask.add_argument("--lat", type=float, help="take this point (degrees north) instead of the place heard")
    ask.add_argument("--lon", type=float, help="with --lat: degrees east")
    _for_whom(ask)
    place = commands.add("place", "answers:place", "say which place was meant; nothing means not sure", LIVE_WORDS)
    place.add_argument("text", metavar="TEXT|-")
    place.add_argument("--limit", type=int, default=5, help="how many candidates at most (5)")
    guide = commands.add("guide", "answers:guide", "find the guides and alerts that fit, or show one by its id")
    guide.add_argument("text", metavar="TEXT|ID|-")
    find = commands.add("find", "answers:find", "find help of one kind near a place")
    find.add_argument("kind", metavar="KIND", help="shelter, legal, medical, law_enforcement, ...")
    find.add_argument("--near", metavar="PLACE", required=True, help="the place, as a caller would say it")
    _for_whom(find)
    find.add_argument("--limit", type=int, default=10, help="how many listings at most (10)")
    search = commands.add("search", "answers:search", "search the directory by name or words, misspelt too", LIVE_WORDS)
    search.add_argument("text", metavar="TEXT|-")
    search.add_argument("--near", metavar="PLACE", default="", help="rank what is near this place first")
    search.add_argument("--limit", type=int, default=10, help="how many listings at most (10)")
    commands.add(
        "talk", "answers:talk", "answer line by line, as plain text, for screen readers and plain terminals", json=False
    )


def _for_whom(command: Command) -> None:
    command.add_argument("--age", type=int, help="the age of the person at risk")
    command.add_argument("--gender", choices=("female", "male", "other"), help="the gender of the person at risk")
    command.add_argument("--language", metavar="xx", help="the language to speak, as ISO 639")
    command.add_argument(
        "--access",
        metavar="NEED",
        action="append",
        default=[],
        help="what they need to get in, such as wheelchair",
    )
    command.add_argument("--at", metavar="ISO8601", help="answer as at this moment, such as 2026-11-23T22:00-06:00")
