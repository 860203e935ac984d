"""From a surface tree to a wiring of typed boxes: names, implicit parameters, wires. Decides no obligation."""
