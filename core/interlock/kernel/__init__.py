"""A predicative dependent type theory: terms, evaluation, conversion, judgements. No place, metavariable or solver."""
