# Printers of the USB printer class.

# printer NAME MAKER MODEL COMMAND-SET [SERIAL]: what is printed is read from printer_device NAME.
printer() {
  local before function serial=${5:-R0001}
  gadget "$1" 0x0f49 0x0a00 "$2" "$3" "$serial"
  function=$(gadget_function "$1" printer.0)
  printf 'MFG:%s;MDL:%s;CMD:%s;CLS:PRINTER;SN:%s;' "$2" "$3" "$4" "$serial" >"$function/pnp_string"
  echo 10 >"$function/q_len"
}

# The kernel's own device file for a plugged printer, on the host side.
line_printer() {
  local device; device=$(echo "$(usb_of "$1")"/*:1.0/usbmisc/lp*)
  [[ -e $device ]] && echo "/dev/usb/${device##*/}"
}
