"""Our own small SVG kit: pure functions from numbers to drawings, shared by every page and by the app.

A chart is a frozen spec with a `draw(width)` that gives a `Drawing`; `frame.figure` puts a drawing on a page with its
finding, source, badges and data. Charts know nothing of plans, cities or languages: they are handed finished words.
"""
