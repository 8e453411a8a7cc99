"""Every private name of Textual that the screen leans on: Textual is pinned exactly, and a test looks for each."""

PRIVATE_NAMES = (
    (
        "textual.app:App",
        (
            "_display",
            "_set_pointer_shape",
            "_handle_exception",
            "_fatal_error",
            "_close_messages_no_wait",
        ),
    ),
    ("textual.screen:Screen", ("_on_idle", "_on_timer_update", "_invoke_and_clear_callbacks")),
    ("textual._compositor:ChopsUpdate", ()),
    ("textual._compositor:LayoutUpdate", ()),
    ("textual._xterm_parser:XTermParser", ("feed", "tick")),
    ("textual.widget:Widget", ("render_lines",)),
    ("textual.constants:ESCAPE_DELAY", ()),
)
"""Module and name, and the attributes used of it."""

PRIVATE_FIELDS = (
    "_driver", "_running", "_closed", "_batch_count", "_return_code", "_exception", "_exception_event",
)  # fmt: skip
"""Attributes of a running App."""

PRIVATE_SCREEN_FIELDS = (
    "_dirty_widgets", "_layout_required", "_scroll_required", "_repaint_required", "_recompose_required",
)  # fmt: skip
"""Attributes of a running Screen."""
