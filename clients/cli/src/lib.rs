//! balie: the command line of the counter and of branch IT.
