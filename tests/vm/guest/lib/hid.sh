# HID functions: report descriptors, and writing reports as the device.

# The bytes of hexadecimal digits.
hex() { printf '%b' "$(tr -cd '0-9a-fA-F' <<<"$1" | sed 's/../\\x&/g')"; }

# hid_function NAME INSTANCE SUBCLASS PROTOCOL REPORT-LENGTH DESCRIPTOR-IN-HEX
hid_function() {
  local function; function=$(gadget_function "$1" "hid.$2")
  echo "$3" >"$function/subclass"; echo "$4" >"$function/protocol"; echo "$5" >"$function/report_length"
  hex "$6" >"$function/report_desc"
}

# The character device through which the gadget's side sends reports.
hid_device() {
  local number; number=$(<"$gadgets/$1/functions/hid.$2/dev")
  echo "/dev/$(sed -n 's/^DEVNAME=//p' "/sys/dev/char/$number/uevent")"
}

# send_reports DEVICE SIZE ESCAPED-BYTES: as fast as they are taken, one write for each report.
send_reports() { printf '%b' "$3" | timeout 20 dd of="$1" bs="$2" iflag=fullblock status=none; }

# A boot keyboard: modifiers, a reserved byte, six usages; LEDs come back.
boot_keyboard="05 01 09 06 a1 01 05 07 19 e0 29 e7 15 00 25 01 75 01 95 08 81 02 95 01 75 08 81 01
  05 08 19 01 29 05 95 05 75 01 91 02 95 01 75 03 91 01
  05 07 19 00 29 65 15 00 25 65 95 06 75 08 81 00 c0"

# A bar code scanner of the HID Point of Sale usage tables: report 2 holds the number of data bytes, the three
# characters of the AIM identifier, 56 bytes of data, two vendor bytes, and whether the data goes on in the next report.
pos_scanner="05 8c 09 02 a1 01 85 02 09 12 a1 02 15 00 26 ff 00 75 08
  95 01 05 01 09 3b 81 02 05 8c
  95 01 09 fb 81 02 09 fc 81 02 09 fd 81 02
  95 38 09 fe 82 02 01
  95 02 06 66 ff 09 04 81 02 05 8c
  25 01 75 01 95 01 09 ff 81 02 95 07 81 03 c0 c0"

# The second interface some of these scanners have: a vendor page, on which nothing ever comes.
vendor_page="06 8c ff 09 01 a1 01 85 fd 15 00 26 ff 00 75 08 95 3f 09 02 81 02 09 03 91 02 c0"
