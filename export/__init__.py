"""The graph as one HTML file, and in the formats of other tools."""
