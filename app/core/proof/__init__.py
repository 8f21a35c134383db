"""What makes a produced document provable: its printed mark, its seal, the keys that others read."""
