"""How documents are spread over processes or machines."""
