"""The built-in extractive engine: it quotes the document, it does not write or reason.

Imports the standard library and numpy only, so that it runs in Triton's own environment.
"""
