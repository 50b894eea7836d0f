"""From plans and figures to a scorecard: gather, judge, roll up, explain."""
