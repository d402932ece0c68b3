//! What is refused because there is too much of it, in words.

use super::status::{again_later, refused};
use balie_registration::Lang;
use std::collections::HashMap;
use std::time::Duration;
use tonic::{Code, Status};

/// A message over the limit, in bytes.
pub fn too_large(most: usize, lang: Lang) -> Status {
    let size = match most {
        small if small < 1024 * 1024 => format!("{} KiB", small / 1024),
        large => format!("{} MiB", large / (1024 * 1024)),
    };
    let text = match lang {
        Lang::Nl => format!("Het bericht is te groot: hoogstens {size}. Stuur een bestand in stukken."),
        Lang::En => format!("The message is too large: at most {size}. Send a file in pieces."),
    };
    let metadata = HashMap::from([("max_bytes".to_owned(), most.to_string())]);
    refused(Code::OutOfRange, "MESSAGE_TOO_LARGE", &text, lang, metadata)
}

/// A message that is not there in time.
pub fn too_slow(lang: Lang) -> Status {
    let text = match lang {
        Lang::Nl => "Het bericht kwam niet verder; er is niets gedaan. Probeer het opnieuw.",
        Lang::En => "The message did not go on; nothing was done. Try again.",
    };
    refused(Code::DeadlineExceeded, "MESSAGE_TOO_SLOW", text, lang, HashMap::new())
}

/// A message that ended too early. It must not be `CANCELLED`: tonic takes that for the end of the messages.
pub fn broken_off(lang: Lang) -> Status {
    let text = match lang {
        Lang::Nl => "Het bericht brak af voordat het er helemaal was; er is niets gedaan.",
        Lang::En => "The message broke off before all of it was there; nothing was done.",
    };
    refused(Code::InvalidArgument, "MESSAGE_BROKEN_OFF", text, lang, HashMap::new())
}

/// More is under way than there is room for.
pub fn busy(lang: Lang) -> Status {
    let text = match lang {
        Lang::Nl => "Er zijn te veel grote verzoeken tegelijk onderweg. Probeer het zo dadelijk weer.",
        Lang::En => "Too many large requests are under way. Try again in a moment.",
    };
    again_later("TOO_MUCH_AT_ONCE", text, Duration::from_secs(1), lang)
}
