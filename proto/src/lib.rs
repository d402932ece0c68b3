//! The gRPC API of Balie, package `balie.v1`: messages, clients, servers and the descriptor set.
//!
//! Generated at build time from `proto/balie/v1`; the documentation is in those files.

#![allow(missing_docs, clippy::all)]

/// Package `balie.v1`.
pub mod v1 {
    tonic::include_proto!("balie.v1");

    /// The encoded `google.protobuf.FileDescriptorSet` of the package, for reflection.
    pub const FILE_DESCRIPTOR_SET: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/balie.v1.bin"));
}
