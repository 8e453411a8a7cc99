"""Directories as organisations really have them, turned into listings."""
