"""Publishing a release: to Hugging Face, to Zenodo, and into a folder or bucket.

A release is checked, compared with what the service has, sent, and read back. The service itself says how far an
earlier run came, so that a run that was interrupted anywhere goes on when it is started again; what was published once
is never changed. No other stage speaks to the network. Each service is a module with a `Destination`.
"""
