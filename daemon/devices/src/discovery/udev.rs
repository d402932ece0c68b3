//! The udev rules that let the daemon open scanners and card printers, from the same tables by which it finds them.

use super::looks::{NAMES, OTHER_SCANNERS};
use super::makers::{MAKERS, Makes};

/// The text of `packaging/udev/60-balie.rules`.
#[must_use]
pub fn rules() -> String {
    let vendors = |makes| {
        let of = MAKERS.iter().filter(|maker| maker.makes == makes);
        of.map(|maker| format!("{:04x}", maker.vendor)).collect::<Vec<_>>().join("|")
    };
    let scanners = vendors(Makes::Scanners);
    let printers = vendors(Makes::PassPrinters);
    let makers: Vec<String> =
        MAKERS.iter().map(|maker| format!("#   {:04x} {}", maker.vendor, maker.name)).collect();
    let makers = makers.join("\n");
    let names = containing(&NAMES);
    let others = containing(&OTHER_SCANNERS);
    format!(
        r#"# Devices that the daemon opens by itself: barcode scanners, and card printers. Serial ports and other printers need
# no rule to be opened: udev gives them to the groups dialout and lp.
# Made from the tables of makers and names: cargo run -p balie-devices --example udev-rules
{makers}
#
# A scanner or card printer of another make, or one that is to be left alone: a line like one of these in a file of your
# own whose name sorts before this one, such as /etc/udev/rules.d/59-balie-own.rules.
# ATTR{{idVendor}}=="1234", ATTR{{idProduct}}=="5678", ENV{{BALIE_DEVICE}}="scanner"
# ATTR{{idVendor}}=="1234", ATTR{{idProduct}}=="5678", ENV{{BALIE_DEVICE}}="printer"
# ATTR{{idVendor}}=="1234", ATTR{{idProduct}}=="5678", ENV{{BALIE_DEVICE}}="none"
ACTION=="remove", GOTO="balie_end"
SUBSYSTEM!="usb", GOTO="balie_end"
ENV{{DEVTYPE}}=="usb_interface", GOTO="balie_interface"
ENV{{DEVTYPE}}!="usb_device", GOTO="balie_end"

ENV{{BALIE_DEVICE}}=="?*", GOTO="balie_decided"
# Scanners with a HID or a CDC-ACM interface, by maker: the keyboard of the machine stays what it is.
ENV{{ID_USB_INTERFACES}}=="*:03*|*:0202*", ATTR{{idVendor}}=="{scanners}", ENV{{BALIE_DEVICE}}="scanner"
ENV{{BALIE_DEVICE}}=="?*", GOTO="balie_decided"
# Scanners of other makers, by what they call themselves, unless they scan something else.
ATTR{{product}}=="{others}", GOTO="balie_named"
ENV{{ID_USB_INTERFACES}}=="*:03*|*:0202*", ATTR{{product}}=="{names}", ENV{{BALIE_DEVICE}}="scanner"
LABEL="balie_named"
# Card printers, by printer class and maker. CUPS must not open them too.
ENV{{ID_USB_INTERFACES}}=="*:0701*", ATTR{{idVendor}}=="{printers}", ENV{{BALIE_DEVICE}}="printer"

LABEL="balie_decided"
ENV{{BALIE_DEVICE}}=="scanner|printer", GROUP="balied", MODE="0660"
# ModemManager sends commands down every serial line that might be a modem's: not down that of a scanner.
ENV{{BALIE_DEVICE}}=="scanner", ENV{{ID_USB_INTERFACES}}=="*:0202*", ENV{{ID_MM_DEVICE_IGNORE}}="1"
GOTO="balie_end"

# A scanner that speaks HID POS, of whatever make, says so at the beginning of its report descriptor: usage page 0x8C
# (HID Usage Tables, Bar Code Scanner). No security key, UPS or other HID device does.
LABEL="balie_interface"
ENV{{INTERFACE}}!="3/0/0", GOTO="balie_end"
IMPORT{{parent}}="BALIE_DEVICE"
ENV{{BALIE_DEVICE}}=="?*", GOTO="balie_end"
PROGRAM=="/bin/sh -c 'od -An -N3 -tx1 %S%p/*/report_descriptor | grep -q -e ^.05.8c -e ^.06.8c.00'", RUN+="/bin/chgrp balied /dev/%P", RUN+="/bin/chmod 0660 /dev/%P"
LABEL="balie_end"
"#
    )
}

/// A pattern for texts that hold one of these, whatever capitals they are written in.
fn containing(words: &[&str]) -> String {
    let either = |letter: char| match letter.is_ascii_alphabetic() {
        true => format!("[{}{letter}]", letter.to_ascii_uppercase()),
        false => letter.to_string(),
    };
    let pattern = |word: &&str| format!("*{}*", word.chars().map(either).collect::<String>());
    words.iter().map(pattern).collect::<Vec<_>>().join("|")
}
