"""Real chance, from the operating system: nobody can guess the next id or reference."""

from secrets import choice, token_hex

from app.core.dossier import new_reference


class SecretIds:
    def new(self) -> str:
        return token_hex(16)

    def reference(self) -> str:
        return new_reference(choice)
