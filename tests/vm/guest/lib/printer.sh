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

# Whether the host side has configured a plugged gadget: its interfaces are there.
is_configured() { compgen -G "$(usb_of "$1")/*:1.0" >/dev/null; }

# printer_starts GADGET KIND [OPTION...]: the machine behind a plugged gadget, which renders every card into
# $VM/out/SCENARIO/GADGET; options say where it is. What it says is in $scratch/GADGET.printer.
declare -A printer_hands printer_machines
printer_starts() {
  local gadget=$1 kind=$2 hand; shift 2
  # Until the host has configured it, the device of a gadget cannot be opened (ENODEV).
  if [[ " $* " == *' --device '* ]]; then eventually 20 is_configured "$gadget"; fi
  mkdir -p "$(out_of "$gadget")"
  mkfifo "$scratch/$gadget.hand"
  balie-virtual "$kind" --out "$(out_of "$gadget")" "$@" \
    <"$scratch/$gadget.hand" >"$scratch/$gadget.printer" 2>&1 &
  printer_machines[$gadget]=$!
  at_end "stops $!"
  exec {hand}>"$scratch/$gadget.hand"
  printer_hands[$gadget]=$hand
}

# printer_hand GADGET WORDS...: what somebody does to the printer, in the words of balie-virtual.
printer_hand() { echo "${*:2}" >&"${printer_hands[$1]}"; }

out_of() { echo "$VM/out/$scenario/$1"; }

# cards GADGET: how many were printed.
cards() { find "$(out_of "$1")" -name '*.png' | wc -l; }
cards_are() { [[ $(cards "$1") == "$2" ]]; }
