"""How languages write dates and times where Django does not know it as we do."""
