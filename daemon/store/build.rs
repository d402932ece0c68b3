//! Rebuilds the crate when a migration is added: the `migrate!` macro cannot see new files by itself.

fn main() {
    println!("cargo:rerun-if-changed=migrations");
}
