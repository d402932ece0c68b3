//! The branch daemon of Balie: hub and gRPC API.
//!
//! `balied` owns the devices of the counter and runs every registration. [`hub`] holds the use cases,
//! [`api`] is the gRPC edge, [`config`] the configuration, [`serve`] puts them together, [`backup`] saves what they
//! keep, [`addresses`] knows streets by postcode, [`socket`] lets programs of this machine in and [`tcp`] counter PCs,
//! with the certificates of [`pki`]; [`listen`] is what both have in common.
//! [`terminal`] is where its tools tell what they did.

pub mod addresses;
pub mod api;
pub mod backup;
pub mod config;
pub mod hub;
pub mod listen;
pub mod outbox;
pub mod page_reader;
pub mod pki;
pub mod serve;
pub mod socket;
pub mod state;
pub mod tcp;
pub mod terminal;
pub mod vault;
