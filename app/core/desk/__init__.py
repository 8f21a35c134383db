"""What agents keep, see and ask at the desk, as plain values: no storage, no screen."""
