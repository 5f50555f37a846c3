"""PDF files as their readers see them: reader.py. Nothing is imported here, since cells.py is needed without PyMuPDF."""
