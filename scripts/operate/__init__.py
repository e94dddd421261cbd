"""What operators ask and do about the whole, from the command line: a file a command."""
