"""`guichet run`: starts, watches and stops the processes of one installation."""
