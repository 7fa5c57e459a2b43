"""Questions about tables and models that live in memory: measured, then judged, then shown."""
