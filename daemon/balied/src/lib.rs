//! The branch daemon of Balie: hub and gRPC API.
