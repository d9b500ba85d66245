"""The driver for programs without asyncio, written from its twin, but ``_io``."""
