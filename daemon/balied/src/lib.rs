//! The branch daemon of Balie: hub and gRPC API.
//!
//! `balied` owns the devices of the counter and runs every registration. [`hub`] holds the use cases,
//! [`api`] is the gRPC edge, [`config`] the configuration, [`serve`] puts them together, [`backup`] saves what they
//! keep, [`addresses`] knows streets by postcode, [`tcp`] lets counter PCs in, with the certificates of [`pki`].

pub mod addresses;
pub mod api;
pub mod backup;
pub mod config;
pub mod hub;
pub mod outbox;
pub mod page_reader;
pub mod pki;
pub mod serve;
pub mod state;
pub mod tcp;
pub mod vault;
