"""A server for the graph: SPARQL 1.1 endpoint, pages, paths and gaps as JSON."""
