"""Pure rules of message exports: how each format is read, what its dates mean, what words of a message show."""
