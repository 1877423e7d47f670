"""What is done for a request, step by step, for whoever looks at how long each takes."""
