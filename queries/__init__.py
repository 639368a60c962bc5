"""Questions to the graph in SPARQL, the engine that answers them, and the checks."""
