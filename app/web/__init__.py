"""The web: pages over the use cases. It imports usecases and core, never adapters."""
