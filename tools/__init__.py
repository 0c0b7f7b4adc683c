"""The launcher's parts: one idea a file, standard library only."""
