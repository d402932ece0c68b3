//! The udev rules that let the daemon open scanners and card printers, from the same table of makers.

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
    format!(
        r#"# Devices that the daemon opens by itself: barcode scanners that speak HID, and card printers. Serial ports and other
# printers need no rule: udev gives them to the groups dialout and lp.
# Made from the table of makers: cargo run -p balie-devices --example udev-rules
{makers}
ACTION=="remove", GOTO="balie_end"
SUBSYSTEM!="usb", GOTO="balie_end"
ENV{{DEVTYPE}}!="usb_device", GOTO="balie_end"

# Scanners, by maker: the keyboard of the machine stays what it is.
ENV{{ID_USB_INTERFACES}}=="*:03*", ATTR{{idVendor}}=="{scanners}", GROUP="balied", MODE="0660"
# Scanners of other makers, by what they call themselves.
ENV{{ID_USB_INTERFACES}}=="*:03*", ATTR{{product}}=="*[Bb]ar[Cc]ode*|*[Bb]ar [Cc]ode*|*[Ss]canner*", GROUP="balied", MODE="0660"
ENV{{ID_USB_INTERFACES}}=="*:03*", ATTR{{product}}=="*BARCODE*|*BAR CODE*|*SCANNER*", GROUP="balied", MODE="0660"
# HID that is no keyboard and no mouse may be a scanner that speaks HID POS.
ENV{{ID_USB_INTERFACES}}=="*:030000:*", ENV{{ID_USB_INTERFACES}}!="*:0301*", GROUP="balied", MODE="0660"
# Card printers, by printer class and maker. CUPS must not open them too.
ENV{{ID_USB_INTERFACES}}=="*:0701*", ATTR{{idVendor}}=="{printers}", GROUP="balied", MODE="0660"

# A scanner of another make: a line like this one in a file of your own.
# ATTR{{idVendor}}=="1234", ATTR{{idProduct}}=="5678", GROUP="balied", MODE="0660"
LABEL="balie_end"
"#
    )
}
