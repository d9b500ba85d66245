"""The driver for programs with asyncio; its twin for all others is written from it."""
