"""The call at hand, and the desk it is worked from."""
