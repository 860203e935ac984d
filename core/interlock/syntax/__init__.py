"""From YAML text to a surface tree: every key and character has its place; no name is looked up here."""
