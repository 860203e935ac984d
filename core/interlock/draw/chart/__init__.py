"""Charts as SVG: text is measured here, everything is placed by arithmetic, and no engine is asked."""
