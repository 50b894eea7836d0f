"""Scorecards as people read them."""
