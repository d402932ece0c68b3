//! Leaving and finishing a registration.

use super::texts;

texts! {
    enrolled: "De klant is ingeschreven.", "The patron is enrolled.";
    cancelled(reason): "De inschrijving is geannuleerd: {reason}", "The registration was cancelled: {reason}";
    refund(amount): "Geef {amount} terug aan de klant.", "Give {amount} back to the patron.";
    left_open: "De inschrijving blijft open; wat er staat is bewaard.",
        "The registration stays open; what there is was kept.";
    nothing_started: "Er is nog niets begonnen.", "Nothing was started yet.";
    how_to_resume: "Verder gaan, ook op een andere balieplek:", "Go on, also at another station:";
    resumed(name): "De inschrijving van {name} gaat verder.", "The registration of {name} goes on.";
    nobody_yet: "een nog onbekende klant", "a patron not known yet";
}
