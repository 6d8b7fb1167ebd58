"""What routes call: the work of the service without HTTP."""
