"""An in-memory Cloud Tasks server: the part of google.cloud.tasks.v2 that HTTP tasks need, over gRPC.

It follows the behaviour that Google documents: task names are unique, deliveries are retried with exponential backoff
(a `Retry-After` with 429 or 503 is obeyed), and rates and concurrency are limited per queue. As with Google, queues
must be created first.
"""
