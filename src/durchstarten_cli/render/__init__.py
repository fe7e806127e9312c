"""Stage: the composed statement becomes files."""
