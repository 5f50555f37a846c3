"""Web pages saved from a browser (.html, .mhtml) as their readers see them: reader.py. Word reads embedded ones by it."""
