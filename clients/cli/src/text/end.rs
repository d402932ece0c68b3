//! Leaving and finishing a registration.

use super::texts;

texts! {
    enrolled: "De klant is ingeschreven.", "The patron is enrolled.";
    cancelled(reason): "De inschrijving is geannuleerd: {reason}", "The registration was cancelled: {reason}";
    refund(amount): "Geef {amount} terug aan de klant.", "Give {amount} back to the patron.";
    pass_free(pass): "Pas {pass} is weer vrij.", "Pass {pass} is free again.";
    pass_spent(pass): "Pas {pass} wordt niet meer uitgegeven.", "Pass {pass} is never given out again.";
    number_free(pass): "{pass} (weer vrij)", "{pass} (free again)";
    number_spent(pass): "{pass} (wordt niet meer uitgegeven)", "{pass} (never given out again)";
    pass_back: "Is de pas die ongeprint is uitgegeven weer terug?", "Is the pass that was handed out unprinted back?";
    pass_back_help: "Bij ja kan een ander deze blanco pas krijgen; bij nee wordt het nummer niet meer uitgegeven.",
        "With yes somebody else can get this blank pass; with no the number is never given out again.";
    left_open: "De inschrijving blijft open; wat er staat is bewaard.",
        "The registration stays open; what there is was kept.";
    nothing_started: "Er is nog niets begonnen.", "Nothing was started yet.";
    how_to_resume: "Verder gaan, ook op een andere balieplek:", "Go on, also at another station:";
    resumed(name): "De inschrijving van {name} gaat verder.", "The registration of {name} goes on.";
    nobody_yet: "een nog onbekende klant", "a patron not known yet";
}
