"""The protective record: what happened in a call, kept so that it helps again and finds nobody."""
