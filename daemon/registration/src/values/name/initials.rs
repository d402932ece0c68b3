//! Initials.

use super::prefix;
use crate::values::ValueError;
use crate::values::text::{as_text, clean, is_joiner, masked_debug, tidy};
use serde::{Deserialize, Serialize};
use std::fmt;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, is_combining_mark};

/// Most initials of one person (domain section 5).
const MAX: usize = 15;
/// Most letters of one initial written in full, such as `Chr.`
const LONGEST: usize = 5;
/// Initials of more than one letter in Dutch use (Onze Taal, "initialen"): one sound, two or three letters.
const CLUSTERS: [&str; 8] = ["Chr", "Ch", "Ph", "Sj", "Th", "Tj", "IJ", "Joh"];
/// What people type where there are no initials to type, in small letters.
const NONE: [&str; 7] = ["geen", "geen voorletters", "none", "no initials", "nvt", "onbekend", "unknown"];
/// Canonical combining class of the signs that join two letters of India and its neighbours (Unicode, "Virama").
const VIRAMA: u8 = 9;

/// Initials, each followed by a dot and without spaces: `A.`, `A.B.`, `Th.J.`
///
/// Letters typed without dots are an initial each (`ab` is `A.B.`, `hjg` is `H.J.G.`), unless capitals mark a cluster
/// (`ThJ` is `Th.J.`). In front of a dot, a cluster or a capital followed by small letters is one initial (`th.j` and
/// `Joh.A.`), other letters are each their own. A capital followed by small letters without a dot is a name (`Bram`),
/// of which nobody but the clerk knows what is meant: it is asked. So are three or more letters together that can be
/// spoken, all small or all capitals (`jan`, `JAC`), letters together in a script without capitals (`山田`), and a
/// prefix of a surname beside them (`J. van`).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Initials(String);

impl Initials {
    /// Reads what was typed; dots, spaces and hyphens separate.
    ///
    /// # Errors
    /// [`ValueError::Required`] when blank, [`ValueError::Character`] for anything but letters with their marks and
    /// separators, [`ValueError::NoLetter`] for a mark by itself, [`ValueError::InitialsName`] for a name,
    /// [`ValueError::InitialsNone`] for a word that there are none, [`ValueError::TooLong`] above fifteen initials.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let text = tidy(text);
        let separates = |c: char| matches!(c, '.' | ' ' | '-');
        let is_known = |c: char| separates(c) || c.is_alphabetic() || is_combining_mark(c) || is_joiner(c);
        if let Some(found) = text.chars().find(|&c| !is_known(c)) {
            return Err(ValueError::Character { found });
        }
        if says_none(&text) {
            return Err(ValueError::InitialsNone);
        }
        let bare = !text.contains(separates);
        let mut initials: Vec<String> = Vec::new();
        let mut rest = text.as_str();
        while let Some(at) = rest.find(|c| !separates(c)) {
            rest = &rest[at..];
            let (chunk, after) = rest.split_at(rest.find(separates).unwrap_or(rest.len()));
            if chunk.starts_with(|c: char| is_combining_mark(c) || is_joiner(c)) {
                return Err(ValueError::NoLetter);
            }
            let read = if bare { unmarked(chunk) } else { marked(chunk, after.starts_with('.')) };
            initials.extend(read.ok_or(ValueError::InitialsName)?);
            rest = after;
        }
        match initials.len() {
            0 => Err(ValueError::Required),
            found if found > MAX => Err(ValueError::TooLong { max: MAX, found }),
            // A capital may be one character with a mark that the small letter has apart.
            _ => Ok(Self(clean(&initials.iter().map(|initial| format!("{initial}.")).collect::<String>()))),
        }
    }

    /// The initials: `A.B.`
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Tells that there are no initials, with a dot behind it or not. `N.V.T.` may be those of somebody.
fn says_none(text: &str) -> bool {
    let lower = text.to_lowercase();
    let said = lower.trim_matches(['.', ' ', '-']);
    NONE.contains(&said) || said == "n.v.t" && text != text.to_uppercase()
}

/// A chunk beside a separator, which is a dot when `abbreviated`. None for a name.
fn marked(chunk: &str, abbreviated: bool) -> Option<Vec<String>> {
    if let Some(cluster) = CLUSTERS.iter().find(|cluster| chunk.eq_ignore_ascii_case(cluster)) {
        return Some(vec![(*cluster).to_owned()]);
    }
    if is_capitalised(chunk) || is_word_without_case(chunk) {
        let short = abbreviated && letters(chunk).count() <= LONGEST;
        return short.then(|| vec![chunk.to_owned()]);
    }
    let is_prefix = !abbreviated && letters(chunk).count() > 1 && prefix::is_known(chunk);
    (!is_prefix && can_be_initials(chunk)).then(|| letters(chunk).map(single).collect())
}

/// Letters without any separator. None for a name.
fn unmarked(chunk: &str) -> Option<Vec<String>> {
    if is_word_without_case(chunk) {
        return None;
    }
    // The one cluster that is nothing else by itself, however it is written.
    if chunk.eq_ignore_ascii_case("Chr") {
        return Some(vec!["Chr".to_owned()]);
    }
    let mut initials = Vec::new();
    let mut has_cluster = false;
    let mut rest = chunk;
    while !rest.is_empty() {
        let cluster = CLUSTERS.iter().find(|cluster| {
            // All in capitals marks nothing: IJ may be I.J.
            let marked = rest.get(..cluster.len()).filter(|front| is_capitalised(front));
            marked.is_some_and(|front| front.eq_ignore_ascii_case(cluster))
        });
        let (initial, taken) = match cluster {
            Some(cluster) => ((*cluster).to_owned(), cluster.len()),
            None => {
                let letter = letters(rest).next().unwrap_or(rest);
                // What a capital does not mark as a cluster is a name when small letters follow it.
                if is_capital(letter) && rest[letter.len()..].starts_with(char::is_lowercase) {
                    return None;
                }
                (single(letter), letter.len())
            }
        };
        let after = &rest[taken..];
        if cluster.is_some() && after.starts_with(char::is_lowercase) {
            return None;
        }
        has_cluster |= cluster.is_some();
        initials.push(initial);
        rest = after;
    }
    // A cluster shows that the capitals around it are initials.
    (has_cluster || can_be_initials(chunk)).then_some(initials)
}

/// Letters of which each can only be an initial: at most two, or such as nobody can speak together.
fn can_be_initials(chunk: &str) -> bool {
    letters(chunk).nth(2).is_none() || letters(chunk).all(is_consonant)
}

/// A consonant of the Latin script, whatever its marks; of other scripts it is not known here.
fn is_consonant(letter: &str) -> bool {
    let plain = letter.nfd().next().unwrap_or_default().to_ascii_lowercase();
    plain.is_ascii_lowercase() && !"aeiouy".contains(plain)
}

/// The letters of a text, each with its marks and with what those join to it.
fn letters(text: &str) -> impl Iterator<Item = &str> {
    let joins = |c: char| is_joiner(c) || canonical_combining_class(c) == VIRAMA;
    let is_start = move |&(at, c): &(usize, char)| {
        !is_combining_mark(c) && !is_joiner(c) && !text[..at].ends_with(joins)
    };
    let starts = text.char_indices().filter(move |found| found.0 == 0 || is_start(found)).map(|(at, _)| at);
    let ends = starts.clone().skip(1).chain([text.len()]);
    starts.zip(ends).map(|(start, end)| &text[start..end])
}

/// A capital, and nothing but small letters behind it.
fn is_capitalised(chunk: &str) -> bool {
    let mut all = letters(chunk);
    let first = all.next().is_some_and(is_capital);
    let rest: Vec<&str> = all.collect();
    first && !rest.is_empty() && rest.iter().all(|letter| letter.starts_with(char::is_lowercase))
}

/// More than one letter, of a script that has no capitals to tell a name from initials by.
fn is_word_without_case(chunk: &str) -> bool {
    let has_case = |letter: &str| letter.starts_with(|c: char| c.is_uppercase() || c.is_lowercase());
    letters(chunk).nth(1).is_some() && !letters(chunk).any(has_case)
}

fn is_capital(letter: &str) -> bool {
    letter.starts_with(char::is_uppercase)
}

/// One letter in upper case, where that is one letter too.
fn single(letter: &str) -> String {
    let mut chars = letter.chars();
    let Some(first) = chars.next() else { return String::new() };
    let mut upper = first.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(one), None) if one.is_alphabetic() => format!("{one}{}", chars.as_str()),
        _ => letter.to_owned(),
    }
}

impl fmt::Display for Initials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

as_text!(Initials);
masked_debug!(Initials);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_spelling() {
        for (typed, shown) in [
            ("a", "A."),
            ("A", "A."),
            ("ab", "A.B."),
            ("AB", "A.B."),
            ("a.b", "A.B."),
            ("A. B.", "A.B."),
            ("a b", "A.B."),
            ("J-P", "J.P."),
            ("AB.C", "A.B.C."),
            ("Th.J.", "Th.J."),
            ("th.j", "Th.J."),
            ("TH.J", "Th.J."),
            ("ThJ", "Th.J."),
            ("thj", "T.H.J."),
            ("HJG", "H.J.G."),
            ("ThJA", "Th.J.A."),
            ("jo", "J.O."),
            ("AE", "A.E."),
            ("YJ", "Y.J."),
            ("j a c", "J.A.C."),
            ("J.A.C", "J.A.C."),
            ("Chr.", "Chr."),
            ("chr", "Chr."),
            ("CHR", "Chr."),
            ("Joh.A.", "Joh.A."),
            ("IJ.", "IJ."),
            ("ij.", "IJ."),
            ("IJ", "I.J."),
            ("Ij.", "IJ."),
            ("Ij", "IJ."),
            ("IjB", "IJ.B."),
            ("\u{132}.", "IJ."),
            ("H.IJ.", "H.IJ."),
            ("Sj.Tj", "Sj.Tj."),
            ("CHR.J", "Chr.J."),
            ("Joh. A.", "Joh.A."),
            ("J\u{200B}.\u{2011}P", "J.P."),
            ("x\u{30C}", "X\u{30C}."),
            ("ш\u{301}к", "Ш\u{301}.К."),
            ("a b c d e f g h i j k l m n o", "A.B.C.D.E.F.G.H.I.J.K.L.M.N.O."),
            ("bcdfghjklmnpqrs", "B.C.D.F.G.H.J.K.L.M.N.P.Q.R.S."),
            ("N.V.T.", "N.V.T."),
            ("n v t", "N.V.T."),
            ("é", "É."),
            ("ш.к", "Ш.К."),
            ("ß", "ß."),
            ("i\u{307}", "\u{130}."),
            // Scripts without capitals: one letter, also one of two that are joined, and more with a dot behind.
            ("ع.ن", "ع.ن."),
            ("山 田", "山.田."),
            ("क्ष", "क्ष."),
            ("श\u{94D}\u{200D}र.क", "श\u{94D}\u{200D}र.क."),
            ("عبد.", "عبد."),
            ("J.P.-M.", "J.P.M."),
            ("A\u{FF0E}B", "A.B."),
        ] {
            assert_eq!(Initials::parse(typed).map(|i| i.to_string()), Ok(shown.to_owned()), "{typed}");
        }
    }

    #[test]
    fn tells_what_is_wrong() {
        for (typed, error) in [
            ("", ValueError::Required),
            (". -", ValueError::Required),
            ("A.1", ValueError::Character { found: '1' }),
            ("A,B", ValueError::Character { found: ',' }),
            ("bcdfghjklmnpqrst", ValueError::TooLong { max: 15, found: 16 }),
            ("A.🙂", ValueError::Character { found: '🙂' }),
            ("A.\u{301}", ValueError::NoLetter),
            ("\u{93E}.", ValueError::NoLetter),
        ] {
            assert_eq!(Initials::parse(typed), Err(error), "{typed}");
        }
    }

    #[test]
    fn a_name_is_asked_and_not_spelled_out() {
        for typed in [
            "Bram",
            "Jan-Piet",
            "Jan Piet",
            "Jan P.",
            "A. Bram",
            "Willem.",
            "Ab",
            "Chris",
            "Thea",
            "Ijsbrand",
            "Élodie",
            "Иван",
            "علی",
            "山田",
            "राम",
            "דוד",
            "علی.نژاد",
            "J. van",
            "J. van de",
            "A.B. de",
            // All in small letters or capitals it is a name as well; BRAM was spelled out as B.R.A.M. before.
            "bram",
            "BRAM",
            "jan",
            "JAN",
            "maria",
            "wim",
            "anna",
            "jan-piet",
            "JAN P.",
            "bram.",
            "j. bram",
            "jAN",
            "joh",
            "cyl",
            "éva",
            "иван",
            "ИВАН",
            // These may be initials, but nobody can tell them from a name.
            "jac",
            "JAC",
            "abc",
            "ABC.D",
            "IJB",
            "abcdefghijklmnop",
        ] {
            assert_eq!(Initials::parse(typed), Err(ValueError::InitialsName), "{typed}");
        }
        // With a dot it is what the clerk means, and apart it is each letter.
        for (typed, shown) in [
            ("Bram.", "Bram."),
            ("B.", "B."),
            ("b r a m", "B.R.A.M."),
            ("B.R.A.M.", "B.R.A.M."),
            ("joh.", "Joh."),
        ] {
            assert_eq!(Initials::parse(typed).map(|i| i.to_string()), Ok(shown.to_owned()), "{typed}");
        }
    }

    #[test]
    fn a_word_for_none_is_no_initials() {
        for typed in
            ["geen", "Geen", "GEEN", "geen.", "none", "nvt", "NVT", "n.v.t.", "N.v.t.", "n.v.t", "onbekend"]
        {
            assert_eq!(Initials::parse(typed), Err(ValueError::InitialsNone), "{typed}");
        }
    }

    proptest! {
        #[test]
        fn shown_reads_back(text in "([A-Za-z]{1,3}[. -]?){1,4}") {
            if let Ok(initials) = Initials::parse(&text) {
                prop_assert_eq!(Initials::parse(initials.as_str()), Ok(initials));
            }
        }

        #[test]
        fn parsing_never_panics_and_is_stable(text in any::<String>(), like in "\\p{L}{1,4}\\.?\\p{L}{0,4}") {
            for typed in [text, like] {
                if let Ok(initials) = Initials::parse(&typed) {
                    prop_assert_eq!(Initials::parse(initials.as_str()), Ok(initials));
                }
            }
        }
    }
}
