"""Published numbers as data: the bibliography, and what is usual in a breastfeed or a pumping."""
