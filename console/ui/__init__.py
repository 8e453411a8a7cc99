"""The screen: the only code that draws.

    bytes -> terminal.driver -> app.take -> working.press -> keys (registry) -> acts_* -> board (one Contact at hand)
          -> working.look (desk.answer, in the key's own frame) -> call_screen.screen_rows (pure) -> app.Sheet
          -> terminal.cells -> terminal.frame (what differs from the last frame) -> terminal.output -> bytes

Everything between `board` and `screen_rows` is plain Python without Textual: values in, rows of styled text out. Rows
that a key changed go straight to the frame; Textual's compositor draws only the first screen and a new size.
`line_mode` is a second way in and out of the same board: lines for screen readers, braille and pipes.
"""
