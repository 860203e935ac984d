"""What plugins may import, a module a group, so that a plugin that declares sections loads no analysis."""
