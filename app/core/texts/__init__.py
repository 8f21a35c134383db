"""The texts that a service or a form writes: standard ones, their variables, and how plainly they read."""
