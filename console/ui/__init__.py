"""The screen: the only code that draws.

    bytes -> terminal.driver -> app.take -> working.press -> keys (registry) -> acts_* -> board (one Contact at hand)
          -> working.look (desk.answer, in the key's own frame) -> call_screen.screen_rows (pure) -> app.Sheet
          -> Textual's compositor -> terminal.frame (what differs from the last frame) -> terminal.output -> bytes

Everything between `board` and `screen_rows` is plain Python without Textual: values in, rows of styled text out.
"""
