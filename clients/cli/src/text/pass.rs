//! The blank pass.

use super::texts;

texts! {
    scan: "Scan de blanco pas", "Scan the blank pass";
    scan_help: "Scan de pas, of typ de 14 cijfers en Enter. Het nummer wordt het pasnummer van de klant. Een pas of machtigingsformulier van een inschrijving die nog open is, opent die inschrijving.",
        "Scan the pass, or type the 14 digits and Enter. The number becomes the patron's pass number. A pass or mandate form of a registration that is still open opens that registration.";
    assigned(number): "Pas {number} is voor deze klant.", "Pass {number} is for this patron.";
    other_branch: "Is deze pas van een andere vestiging toch de goede?",
        "Is this pass of another branch the right one?";
    belongs_to(name, step): "Dit hoort bij een inschrijving die nog open is: {name}, bij '{step}'.",
        "This belongs to a registration that is still open: {name}, at '{step}'.";
    open_it: "Met die inschrijving verder gaan?", "Go on with that registration?";
    replacement: "Scan een andere blanco pas", "Scan another blank pass";
}
