"""Places and words: sources, sites relative to an item, faults' common shape. Knows neither YAML nor types."""
