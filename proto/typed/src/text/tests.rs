//! What looks the same becomes the same, and nothing else changes.

use super::*;
use proptest::prelude::*;

#[test]
fn what_looks_the_same_is_the_same() {
    for (typed, meant) in [
        // Apostrophes.
        ("D\u{2019}Angelo", "D'Angelo"),
        ("\u{2019}s-Gravenhage", "'s-Gravenhage"),
        ("O\u{2032}Neill", "O'Neill"),
        ("O\u{FF07}Neill", "O'Neill"),
        ("O`Neill", "O'Neill"),
        ("Lana\u{02BB}i", "Lana'i"),
        ("\u{201B}s-Gravenhage", "'s-Gravenhage"),
        ("Hovhan\u{055A}nes", "Hovhan'nes"),
        ("\u{0149}", "'n"),
        ("O\u{B4}Neill", "O'Neill"),
        ("O\u{FF40}Neill", "O'Neill"),
        ("O\u{1FFD}Neill", "O'Neill"),
        ("N\u{A78C}Djamena", "N'Djamena"),
        ("O\u{275C}Neill", "O'Neill"),
        ("Мар\u{2BC}яна", "Мар'яна"),
        // Hyphens.
        ("Jansen\u{2011}Bos", "Jansen-Bos"),
        ("Jansen \u{2014} Bos", "Jansen - Bos"),
        ("Jansen\u{FF0D}Bos", "Jansen-Bos"),
        ("\u{2212}1", "-1"),
        ("Jansen\u{2010}Bos\u{2015}\u{FE63}", "Jansen-Bos--"),
        ("Ben\u{5BE}Gurion", "Ben-Gurion"),
        // Width and shape.
        ("０６１２３４５６７８", "0612345678"),
        ("ＮＬ９１", "NL91"),
        ("Ｊａｎ＠ｖｏｏｒｂｅｅｌｄ．ｎｌ", "Jan@voorbeeld.nl"),
        ("De\u{FB03}n", "Deffin"),
        ("\u{0132}sbrand", "IJsbrand"),
        ("Co\u{0140}lell", "Col·lell"),
        ("\u{FEEB}\u{FEE4}\u{FEB2}", "\u{0647}\u{0645}\u{0633}"),
        ("ﾀﾞﾝ", "ダン"),
        ("\u{1D409}\u{1D41A}\u{1D427}", "Jan"),
        // Middle dots.
        ("Col\u{2022}lell", "Col·lell"),
        ("Col\u{0387}lell", "Col·lell"),
        ("レオナルド・ディカプリオ", "レオナルド・ディカプリオ"),
        ("レオナルド･ディカプリオ", "レオナルド・ディカプリオ"),
        ("列奥纳多\u{2E31}迪卡普里奥", "列奥纳多·迪卡普里奥"),
        ("བསྟན\u{F0C}འཛིན", "བསྟན\u{F0B}འཛིན"),
        // Composed.
        ("Rene\u{301}e", "Renée"),
        ("Rene\u{200B}\u{301}e", "Renée"),
    ] {
        assert_eq!(clean(typed), meant, "{typed:?}");
    }
}

#[test]
fn what_nobody_sees_is_dropped_everywhere() {
    for hidden in [
        '\u{00AD}',
        '\u{034F}',
        '\u{061C}',
        '\u{115F}',
        '\u{180E}',
        '\u{200B}',
        '\u{200C}',
        '\u{200D}',
        '\u{200E}',
        '\u{200F}',
        '\u{202A}',
        '\u{202C}',
        '\u{202D}',
        '\u{202E}',
        '\u{2060}',
        '\u{2066}',
        '\u{2069}',
        '\u{3164}',
        '\u{FE0D}',
        '\u{FE0F}',
        '\u{FEFF}',
        '\u{FFA0}',
        '\u{FFF9}',
        '\u{E0020}',
        '\u{E0100}',
        // In place of an object that a paste brought, and an empty pattern.
        '\u{FFFC}',
        '\u{2800}',
    ] {
        let typed = format!("{hidden}06{hidden}{hidden}12345678{hidden}");
        assert_eq!(clean(&typed), "0612345678", "U+{:04X}", u32::from(hidden));
        assert_eq!(clean(&format!("Te{hidden}st{hidden}")), "Test", "U+{:04X}", u32::from(hidden));
        assert!(is_blank(&format!(" {hidden}")), "U+{:04X}", u32::from(hidden));
    }
    assert!(!is_blank("\u{200B}0"));
}

#[test]
fn joiners_stay_inside_a_word_that_is_joined() {
    for whole in [
        // Persian: a compound, also behind a letter that does not join, and behind a vowel mark.
        "علی\u{200C}نژاد",
        "رضا\u{200C}زاده",
        "علیَ\u{200C}نژاد",
        // Sinhala conjunct, Devanagari half form, Malayalam chillu inside and at the end of a word.
        "ශ\u{0DCA}\u{200D}රී",
        "क\u{094D}\u{200D}ष",
        "സുനില\u{0D4D}\u{200D}കുമാര\u{0D4D}\u{200D}",
    ] {
        assert_eq!(clean(whole), whole, "{whole:?}");
    }
    for (typed, meant) in [
        ("\u{200C}علی", "علی"),
        ("علی\u{200C}", "علی"),
        ("علی\u{200C} نژاد", "علی نژاد"),
        ("علی\u{200C}\u{200C}\u{200D}نژاد", "علی\u{200C}نژاد"),
        ("علی\u{200B}\u{200C}\u{200E}نژاد", "علی\u{200C}نژاد"),
        ("Jan\u{200D}sen", "Jansen"),
        ("Jan\u{200C}-\u{200D}Bos", "Jan-Bos"),
        ("Иван\u{200D}ова", "Иванова"),
        ("e\u{200D}\u{301}", "é"),
        ("山\u{200D}田", "山田"),
        ("\u{200D}", ""),
        // Whichever mark of the letter comes first.
        ("क\u{94D}\u{301}\u{200D}ष", "क\u{94D}\u{301}\u{200D}ष"),
        ("क\u{301}\u{94D}\u{200D}ष", "क\u{94D}\u{301}\u{200D}ष"),
        ("·\u{301}\u{200D}\u{94D}\u{200D}", "·\u{94D}\u{301}\u{200D}"),
    ] {
        assert_eq!(clean(typed), meant, "{typed:?}");
    }
}

#[test]
fn what_is_meant_stays() {
    for meant in [
        "van de Test",
        "Súdwest-Fryslân",
        "काव्य",
        "Łukasiewicz",
        "ROC “Noord”",
        "a\tb\u{0}",
        "٠٦١٢",
        "½ º",
        "བསྟན་འཛིན",
    ] {
        assert_eq!(clean(meant), meant);
    }
    assert_eq!(tidy("  Jan \t van\nDam "), "Jan van Dam");
    assert_eq!(tidy("\u{200B} \u{a0}"), "");
    assert_eq!(squeeze(" NL91\u{a0}ABNA \u{200B}04"), "NL91ABNA04");
    // A mark behind a space is that of the letter before it once the space is gone.
    assert_eq!(squeeze("e \u{301}"), "é");
    assert_eq!(squeeze("e\u{FFE3}"), "ē");
}

#[test]
fn what_is_typed_so_far_loses_only_what_nobody_sees() {
    for (typed, kept) in [
        ("Te\u{0}st", "Test"),
        ("\u{1b}[31mTest\u{9b}m", "[31mTestm"),
        ("van\tde\r\nTest ", "van de  Test "),
        ("Rene\u{301}", "René"),
        ("\u{202E}Test\u{202C}", "Test"),
        ("D\u{2019}", "D\u{2019}"),
        ("علی\u{200C}", "علی\u{200C}"),
        ("a\u{2028}b", "a b"),
    ] {
        assert_eq!(printable(typed), kept, "{typed:?}");
    }
}

#[test]
fn the_name_of_a_number_is_no_part_of_it() {
    let names = ["iban", "tel"];
    for (typed, value) in [
        ("IBAN NL91", "NL91"),
        ("iban: NL91", "NL91"),
        (" IBAN:NL91", "NL91"),
        ("IBAN nr. NL91", "NL91"),
        ("IBAN-nummer: NL91", "NL91"),
        ("IBAN = NL91", "NL91"),
        ("IBANnummer NL91", "NL91"),
        ("Telnr.: 06", "06"),
        ("tel:+3161", "+3161"),
        ("Tel.: (06) 1", "(06) 1"),
        ("Tel 06", "06"),
        // No name, or nothing but a name.
        ("NL91", "NL91"),
        ("IBANNL91", "IBANNL91"),
        ("IBAN", "IBAN"),
        ("telefoon 06", "telefoon 06"),
        ("telnummers 06", "telnummers 06"),
        ("IBAN NO 93 8601", "NO 93 8601"),
        ("", ""),
    ] {
        assert_eq!(without_label(typed, &names), value, "{typed}");
    }
}

#[test]
fn signs_of_every_script() {
    let signs = "«»‹›“”„‚¡¿…§¶·،؛؟、。「」『』（）【】।॥՞־་፣!&€£¥₹₺$%#()№°";
    for c in signs.chars() {
        assert!(is_sign(c), "{c}");
    }
    for c in "aé山कب0٣ \u{a0}\u{0}\u{1b}\u{200B}\u{202E}\u{2028}\u{E000}\u{301}🙂+=".chars() {
        assert!(!is_sign(c), "U+{:04X}", u32::from(c));
    }
}

proptest! {
    #[test]
    fn cleaning_twice_changes_nothing(
        text in any::<String>(),
        like in "[\\u{200C}\\u{200D}ی\\u{94D}\\u{301}eaﬁ\\u{34F}·`’Ａ\\u{FF9E}ﾀ \\u{200B}]{0,12}",
    ) {
        for typed in [text, like] {
            let once = clean(&typed);
            prop_assert!(!once.chars().any(|c| is_invisible(c) && !is_joiner(c)));
            prop_assert_eq!(clean(&once), once.clone());
            prop_assert_eq!(tidy(&tidy(&typed)), tidy(&typed));
            prop_assert_eq!(squeeze(&squeeze(&typed)), squeeze(&typed));
            prop_assert_eq!(is_blank(&typed), tidy(&typed).is_empty());
        }
    }

    #[test]
    fn what_is_printable_stays_as_it_is(text in any::<String>()) {
        let once = printable(&text);
        prop_assert!(!once.chars().any(|c| c.is_control() || is_invisible(c) && !is_joiner(c)));
        prop_assert_eq!(printable(&once), once);
    }
}
