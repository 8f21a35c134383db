"""Documents whose layout was drawn once: answers are set into its pages afterwards, without WeasyPrint.

`compiling` makes a layout from two drawings of one paper without its answers, `filling` writes answers
into it, `store` keeps layouts. What does not fit is left to the full rendering: never a text cut or moved.
"""
