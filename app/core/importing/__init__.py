"""From any JSON Schema (draft 4 to 2020-12) to a draft of a form, and a report of every keyword.

The schema is read, never fetched from anywhere and never changed; see `importer` for the road.
"""
