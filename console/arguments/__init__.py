"""The arguments of every command, one module a subject; `console.cli` makes the parser of what is asked for."""
