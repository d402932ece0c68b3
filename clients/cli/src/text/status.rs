//! Whether the branch is well.

use super::texts;

texts! {
    device(name): "{name} werkt niet", "{name} does not work";
    unknown_prints(count): "{count} prints met onbekende uitkomst", "{count} prints whose outcome is not known";
    open: "Open inschrijvingen", "Open registrations";
    prints: "Prints met onbekende uitkomst", "Prints whose outcome is not known";
    lapsed: "Verlopen inlogaccounts", "Lapsed login accounts";
}
