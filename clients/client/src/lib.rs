//! Shared client side: connection, request ids, retries, typed errors.
