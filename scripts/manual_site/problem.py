class Problem(Exception):
    """What keeps the site from being made, in words for the person who makes it."""
