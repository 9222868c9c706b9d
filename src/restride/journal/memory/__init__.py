"""A whole storage in memory, for the command line, scenarios and tests. It forgets everything at the end."""

from restride.journal.memory.house import MemoryHouse, in_memory

__all__ = ["MemoryHouse", "in_memory"]
