"""The sample documents: made, not shipped. Every word is ours; the company and its places are invented."""
