"""Opening what is sealed at the hub: a line of the audit with the reason first, then the box, with the hub's sheet."""

from console.calls.errors import HubError
from console.calls.hub import Hub
from console.calls.sealed_box import opened

SEALED = ("narrative", "entity")


def open_at_hub(hub: Hub, office: str, kind: str, id: str, why: str, private: bytes) -> str:
    """What a note or an identifier says. The reason is committed before the box is asked for.

    Raises:
        HubError: no reason, nothing there, another sheet, or a role that may not.
    """
    line = hub.ask("SELECT northline.ask_to_open(%s, %s, %s, %s)", office, kind, id, why)[0][0]
    box = hub.ask("SELECT northline.opened(%s)", line)[0][0]
    if box is None:
        raise HubError(
            "Nothing sealed is there under that office and id: it may be past its time. The look is on record."
        )
    return opened(private, bytes(box), f"{kind} {id}").decode("utf-8", "replace")
