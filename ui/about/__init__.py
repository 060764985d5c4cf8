"""What this program is, what works on this machine, and a report of faults."""
