"""Says what was found, in words, tables and pages; decides nothing."""
