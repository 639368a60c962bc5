"""What is true: the vocabulary, the concepts, and the code that compiles them to RDF."""
