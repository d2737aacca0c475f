"""One self-contained HTML page from records: words in Chinese and English, figures from our own SVG kit."""
