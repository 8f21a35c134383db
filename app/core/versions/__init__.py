"""Two versions of a form side by side: what changed, in French, and what becomes of a draft's answers."""
