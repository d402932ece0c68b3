# Barcode scanners: how they look on the bus, and scanning with them.

# wedge NAME [SERIAL]: types codes as a keyboard.
wedge() {
  gadget "$1" 0x05e0 0x1200 "Test scanners" "Bar Code Scanner" "${2:-W0001}"
  hid_function "$1" 0 1 1 8 "$boot_keyboard"
}

# pos NAME [SERIAL]: speaks HID POS; a second interface on the vendor's page never says anything.
pos() {
  gadget "$1" 0x0c2e 0x0b87 "Test scanners" "Point of Sale Scanner" "${2:-P0001}"
  hid_function "$1" 0 0 0 64 "$pos_scanner"
  hid_function "$1" 1 0 0 64 "$vendor_page"
}

# serial_scanner NAME [SERIAL]: a CDC-ACM device.
serial_scanner() {
  gadget "$1" 0x05f9 0x4204 "Test scanners" "Serial Scanner" "${2:-C0001}"
  gadget_function "$1" acm.0 >/dev/null
}

# A US keyboard from usage 4 on, without and with shift; control characters stand where no key types them.
plain_keys=$'abcdefghijklmnopqrstuvwxyz1234567890\n\e\b\t -=[]\\#;\x27`,./'
shift_keys=$'ABCDEFGHIJKLMNOPQRSTUVWXYZ!@#$%^&*()\1\2\3\4\5_+{}|~:"\6<>?'

# type_keys NAME TEXT: the keys of a text, without Enter. Fails when nobody takes them.
type_keys() {
  local text=$2 key before shift reports='' i released='\0\0\0\0\0\0\0\0'
  for ((i = 0; i < ${#text}; i++)); do
    key=${text:i:1} shift=0
    before=${plain_keys%%"$key"*}
    if [[ $before == "$plain_keys" ]]; then shift=2 before=${shift_keys%%"$key"*}; fi
    printf -v key '\\x%02x\\0\\x%02x\\0\\0\\0\\0\\0%s' "$shift" $((4 + ${#before})) "$released"
    reports+=$key
  done
  send_reports "$(hid_device "$1" 0)" 8 "$reports"
}

# wedge_scan NAME CODE: a scan, with Enter at the end.
wedge_scan() { type_keys "$1" "$2"$'\n'; }

# pos_scan NAME CODE [AIM [MORE]]: a scan. Long codes come in parts; MORE=1 leaves the last part out.
pos_scan() {
  local code=$2 aim=${3:-]C0} unfinished=${4:-0} reports='' part more padding
  while :; do
    part=${code:0:56} code=${code:56} more=1
    [[ $code ]] || more=$unfinished
    printf -v padding '%*s' $((56 - ${#part})) ''
    printf -v part '\\x02\\x%02x%s%s%s\\0\\0\\0%s' ${#part} "$aim" "$part" "${padding// /\\0}" "$more"
    reports+=$part
    [[ $code ]] || break
  done
  send_reports "$(hid_device "$1" 0)" 64 "$reports"
}

# The gadget's side of the serial scanner.
serial_device() { echo "/dev/ttyGS$(<"$gadgets/$1/functions/acm.0/port_num")"; }

# serial_scan NAME CODE: ends with a carriage return.
serial_scan() {
  local device; device=$(serial_device "$1")
  stty -F "$device" raw -echo
  timeout 20 bash -c 'printf "%s\r" "$2" >"$1"' _ "$device" "$2"
}
