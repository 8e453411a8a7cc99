"""The screen: the only code that draws."""
