"""Who can help, and where: places, listings, and the search for them."""
