"""From an elaborated proposal to the checked diagram, the one value that analyses, pictures and exports see."""
