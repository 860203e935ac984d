"""Fault trees in the exchange format of the Open-PSA initiative (Model Exchange Format 2.0d), read and written."""
