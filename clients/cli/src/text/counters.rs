//! What devices count.

use super::Lang;

/// A counter as the daemon names it, in Dutch and in English.
const COUNTERS: [(&str, &str, &str); 20] = [
    ("cards_printed", "Passen geprint", "Cards printed"),
    ("cards_not_printed", "Passen niet geprint", "Cards not printed"),
    ("cards_unknown", "Passen met onbekende uitkomst", "Cards whose outcome is not known"),
    ("forms_printed", "Formulieren geprint", "Forms printed"),
    ("forms_not_printed", "Formulieren niet geprint", "Forms not printed"),
    ("forms_unknown", "Formulieren met onbekende uitkomst", "Forms whose outcome is not known"),
    ("ribbon_cards_left", "Passen die het lint nog kan", "Cards left on the ribbon"),
    (
        "printer_cards",
        "Passen ingevoerd sinds de printer nieuw was",
        "Cards drawn in since the printer was new",
    ),
    (
        "printer_panels",
        "Panelen geprint sinds de printer nieuw was",
        "Panels printed since the printer was new",
    ),
    ("printer_cleanings", "Reinigingen gedaan", "Cleanings done"),
    (
        "printer_cleaning_interval",
        "Passen tussen twee reinigingen, gemiddeld",
        "Cards between cleanings, on average",
    ),
    (
        "printer_cleaning_interval_longest",
        "Passen tussen twee reinigingen, hooguit",
        "Cards between cleanings, at most",
    ),
    ("scans_delivered", "Scans bezorgd", "Scans delivered"),
    ("scans_refused", "Scans onleesbaar", "Scans that could not be read"),
    ("scans_unclaimed", "Scans terwijl niemand de scanner had", "Scans while nobody held the scanner"),
    ("opened", "Keren geopend", "Times opened"),
    ("helped", "Keren weer op gang geholpen", "Times helped to go on"),
    ("pages_scanned", "Pagina's gescand", "Pages scanned"),
    ("scans_failed", "Scans mislukt", "Scans failed"),
    ("scans_cancelled", "Scans geannuleerd", "Scans cancelled"),
];

/// A counter in words; its own name, where a newer daemon counts what this version has no words for.
pub(crate) fn name(lang: Lang, counter: &str) -> &str {
    let known = COUNTERS.iter().find(|(name, _, _)| *name == counter);
    known.map_or(counter, |(_, dutch, english)| match lang {
        Lang::Dutch => dutch,
        Lang::English => english,
    })
}
