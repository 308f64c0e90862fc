"""Publishing, tried against services on the loopback interface."""
