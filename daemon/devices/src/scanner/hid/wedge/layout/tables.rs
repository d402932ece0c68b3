//! The characters of the keys, row by row.
//!
//! A combining mark is a dead key, a blank a key without a character.

/// The characters of one layout, in the order of [`KEYS`].
pub(super) struct Table {
    pub(super) plain: &'static str,
    pub(super) shift: &'static str,
    pub(super) altgr: &'static str,
}

/// The keys by their usage on page 7 of the HID Usage Tables, as they lie on a keyboard: 13, 12, 12 and 11.
const KEYS: [u8; PLACES] = [
    0x35, 0x1e, 0x1f, 0x20, 0x21, 0x22, 0x23, 0x24, 0x25, 0x26, 0x27, 0x2d, 0x2e, //
    0x14, 0x1a, 0x08, 0x15, 0x17, 0x1c, 0x18, 0x0c, 0x12, 0x13, 0x2f, 0x30, //
    0x04, 0x16, 0x07, 0x09, 0x0a, 0x0b, 0x0d, 0x0e, 0x0f, 0x33, 0x34, 0x32, //
    0x64, 0x1d, 0x1b, 0x06, 0x19, 0x05, 0x11, 0x10, 0x36, 0x37, 0x38,
];

/// How many keys have characters.
pub(super) const PLACES: usize = 48;

/// The place of a key in a table. American keyboards have 0x31 where others have 0x32.
pub(super) fn place(key: u8) -> Option<usize> {
    let key = if key == 0x31 { 0x32 } else { key };
    KEYS.iter().position(|known| *known == key)
}

pub(super) const US: Table = Table {
    plain: concat!("`1234567890-=", "qwertyuiop[]", "asdfghjkl;'\\", "\\zxcvbnm,./"),
    shift: concat!("~!@#$%^&*()_+", "QWERTYUIOP{}", "ASDFGHJKL:\"|", "|ZXCVBNM<>?"),
    altgr: concat!("             ", "            ", "            ", "           "),
};

pub(super) const US_INTERNATIONAL: Table = Table {
    plain: concat!("\u{300}1234567890-=", "qwertyuiop[]", "asdfghjkl;\u{301}\\", "\\zxcvbnm,./"),
    shift: concat!("\u{303}!@#$%\u{302}&*()_+", "QWERTYUIOP{}", "ASDFGHJKL:\u{308}|", "|ZXCVBNM<>?"),
    altgr: concat!(" ¡²³¤€¼½¾‘’¥×", "äåé®þüúíóö«»", "áßð     ø¶´¬", "\\æ ©  ñµç ¿"),
};

pub(super) const NL: Table = Table {
    plain: concat!("@1234567890/°", "qwertyuiop\u{308}*", "asdfghjkl+\u{301}<", "]zxcvbnm,.-"),
    shift: concat!("§!\"#$%&_()'?\u{303}", "QWERTYUIOP\u{302}|", "ASDFGHJKL±\u{300}>", "[ZXCVBNM;:="),
    altgr: concat!("¬¹²³¼½¾£{} \\¸", "  €¶        ", " ß          ", "¦«»¢   µ · "),
};

pub(super) const UK: Table = Table {
    plain: concat!("`1234567890-=", "qwertyuiop[]", "asdfghjkl;'#", "\\zxcvbnm,./"),
    shift: concat!("¬!\"£$%^&*()_+", "QWERTYUIOP{}", "ASDFGHJKL:@~", "|ZXCVBNM<>?"),
    altgr: concat!("¦   €        ", "  é   úíó   ", "á           ", "           "),
};

pub(super) const DE: Table = Table {
    plain: concat!("\u{302}1234567890ß\u{301}", "qwertzuiopü+", "asdfghjklöä#", "<yxcvbnm,.-"),
    shift: concat!("°!\"§$%&/()=?\u{300}", "QWERTZUIOPÜ*", "ASDFGHJKLÖÄ'", ">YXCVBNM;:_"),
    altgr: concat!("  ²³   {[]}\\ ", "@ €        ~", "            ", "|      µ   "),
};

pub(super) const FR: Table = Table {
    plain: concat!("²&é\"'(-è_çà)=", "azertyuiop\u{302}$", "qsdfghjklmù*", "<wxcvbn,;:!"),
    shift: concat!("~1234567890°+", "AZERTYUIOP\u{308}£", "QSDFGHJKLM%µ", ">WXCVBN?./§"),
    altgr: concat!("  \u{303}#{[|\u{300}\\^@]}", "  €        ¤", "            ", "           "),
};

pub(super) const BE: Table = Table {
    plain: concat!("²&é\"'(§è!çà)-", "azertyuiop\u{302}$", "qsdfghjklmùµ", "<wxcvbn,;:="),
    shift: concat!("³1234567890°_", "AZERTYUIOP\u{308}*", "QSDFGHJKLM%£", ">WXCVBN?./+"),
    altgr: concat!(" |@#  ^{[{}\\ ", "  €       []", "          \u{301}\u{300}", "\\         \u{303}"),
};
