"""The public site as files that any web server can serve.

It is read as visitors read it: every page is asked of the portal itself, and every link is followed. So a
new kind of public page is in the export as soon as a page leads to it.
"""
