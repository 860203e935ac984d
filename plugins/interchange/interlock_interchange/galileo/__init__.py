"""Static fault trees in the format of Galileo, read."""
