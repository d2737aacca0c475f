"""Words of the screen in Chinese and English. No stage and no model holds a word that a reader sees; they are here.

Templates stand in one YAML table per page section, both languages side by side; names of goods and processes come
from the catalogue.
"""
