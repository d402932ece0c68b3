//! Counter PCs over TCP: enrolment by one-time code, mutual TLS, roles by certificate, and everybody who must stay out.

mod codes;
mod enrol;
mod lifetime;
mod middle;
mod organisation;
mod revoke;
mod strangers;
mod wire;
