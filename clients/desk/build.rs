//! Links the released program small.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    if std::env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        // Cargo does not strip a program whose package has an optimisation level of its own.
        println!("cargo:rustc-link-arg-bins=-Wl,--strip-all");
        // Relocations in the packed form that glibc reads since 2.36, the one of Debian 12.
        println!("cargo:rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
}
