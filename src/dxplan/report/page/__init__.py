"""A scorecard as one self-contained page: what it holds, in words, and how that is laid out."""
