//! The blank pass.

use super::texts;

texts! {
    start: "Nieuwe klant toevoegen", "New patron";
    scan: "Scan de blanco pas", "Scan the blank pass";
    scan_help: "Scan de pas, of typ de 14 cijfers en Enter. Het nummer wordt het pasnummer van de klant. Scan een machtigingsformulier om die inschrijving te openen.",
        "Scan the pass, or type the 14 digits and Enter. The number becomes the patron's pass number. Scan a mandate form to open its registration.";
    assigned(number): "Pas {number} is voor deze klant.", "Pass {number} is for this patron.";
    other_branch: "Is deze pas van een andere vestiging toch de goede?",
        "Is this pass of another branch the right one?";
    not_a_pass(explanation): "Dit is geen pas: {explanation}", "This is not a pass: {explanation}";
    opened_mandate(name): "Machtiging van {name}: de inschrijving is geopend.",
        "Mandate of {name}: the registration was opened.";
    replacement: "Scan een andere blanco pas", "Scan another blank pass";
}
