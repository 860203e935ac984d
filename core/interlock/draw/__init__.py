"""From a checked diagram to a picture: a scene, a graph in the DOT language, Graphviz, and a readable SVG."""
