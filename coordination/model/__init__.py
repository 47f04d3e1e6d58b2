"""Room: model. The nouns in motion: frozen dataclasses without input or output."""
