"""How long tests wait for what must happen, before they take it for something that never will."""

from __future__ import annotations

# Seconds. A test that passes never waits so long, however busy the machine is.
PATIENCE = 600
