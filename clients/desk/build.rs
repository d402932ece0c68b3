//! Links the released program small.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    if std::env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        // Cargo does not strip a program whose package has an optimisation level of its own.
        println!("cargo:rustc-link-arg-bins=-Wl,--strip-all");
        // Functions that came out the same are kept once, and strings that end in the same way.
        println!("cargo:rustc-link-arg-bins=-Wl,--icf=all,-O2");
        // Relocations in the packed form that glibc reads since 2.36, the one of Debian 12.
        println!("cargo:rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
}
