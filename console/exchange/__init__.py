"""What crosses the organisation's border: signed packs of the directory and the guides, made here and taken in here."""
