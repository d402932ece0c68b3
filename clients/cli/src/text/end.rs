//! Leaving and finishing a registration.

use super::texts;

texts! {
    enrolled: "De klant is ingeschreven", "The patron is enrolled";
    cancelled(reason): "De inschrijving is geannuleerd: {reason}", "The registration was cancelled: {reason}";
    left_open: "De inschrijving blijft open.", "The registration stays open.";
    nothing_started: "Er is nog niets begonnen.", "Nothing was started yet.";
    how_to_resume(name): "Verder gaan, ook op een andere balieplek: balie register --resume {name}",
        "Go on, also at another station: balie register --resume {name}";
    resumed(name): "Inschrijving van {name} wordt voortgezet.", "The registration of {name} is continued.";
    nobody_yet: "een nog onbekende klant", "a patron not known yet";
}
