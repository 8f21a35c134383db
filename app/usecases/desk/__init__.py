"""The agents' and managers' road: the list, a dossier, what is done to it, and what the service sets."""
