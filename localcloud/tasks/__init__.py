"""A Cloud Tasks server: the part of google.cloud.tasks.v2 that HTTP tasks need, over gRPC, in memory.

Held to the behaviour that Google documents: named tasks are taken once, deliveries are tried again with exponential
backoff (a `Retry-After` of 429 or 503 is obeyed), rates and concurrency are limited by queue. Like Google's, it knows
only queues that were created.
"""
