"""What a report says in sum: counts, lights, what was read. Arranges finished findings, never makes one."""
