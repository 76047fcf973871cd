"""The read-only programming interface at `/api/v1/`: publications for other programs, and nothing else.

Addresses and answers of this version stay; what is added later is added beside them.
"""
