"""The sub-commands of `guichet`, one module each: options in, one use case or process called, text out."""
