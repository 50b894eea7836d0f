"""Hypothesis strategies for everything that a plan is made of, for tests of code that is built on dxplan.

```python
from dxplan.testing import strategies as dst
```

Each function gives a strategy; what can be narrowed is an argument, and everything else can still be filtered or
mapped, as with any strategy.
What is generated is made up: plans are for places whose codes begin with 99, which no real place has.

They need Hypothesis, which ``pip install "dxplan[testing]"`` brings.
"""

from __future__ import annotations

from dxplan.testing.needs import need

need("hypothesis")

from dxplan.testing.strategies.codes import codes, labels  # noqa: E402 (only where Hypothesis is there)
from dxplan.testing.strategies.expressions import expressions, facts_for  # noqa: E402
from dxplan.testing.strategies.facts import facts  # noqa: E402
from dxplan.testing.strategies.figures import figures  # noqa: E402
from dxplan.testing.strategies.goals import goals, intervals  # noqa: E402
from dxplan.testing.strategies.indicators import indicators  # noqa: E402
from dxplan.testing.strategies.periods import days, periods  # noqa: E402
from dxplan.testing.strategies.places import places  # noqa: E402
from dxplan.testing.strategies.plans import plans  # noqa: E402
from dxplan.testing.strategies.reports import reports  # noqa: E402
from dxplan.testing.strategies.texts import strings, texts  # noqa: E402

__all__ = [
    "codes",
    "days",
    "expressions",
    "facts",
    "facts_for",
    "figures",
    "goals",
    "indicators",
    "intervals",
    "labels",
    "periods",
    "places",
    "plans",
    "reports",
    "strings",
    "texts",
]
