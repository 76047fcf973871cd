"""What readers say about a page: the form, what keeps it from abuse, and the desk where it arrives."""
