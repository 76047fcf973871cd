"""Settings: `base` holds what all share, `security` every header and cookie; the others, differences only."""
