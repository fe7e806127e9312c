"""Stage: the edited Word file is held against the draft and becomes the final one."""
