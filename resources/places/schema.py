"""The version of the index's tables: builder and reader must agree on it."""

SCHEMA = "5"
