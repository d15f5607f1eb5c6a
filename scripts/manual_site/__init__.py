"""Makes the documentation a site. Each module turns one kind of source into the HTML of a page's text."""
