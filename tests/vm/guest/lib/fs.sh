# Devices in user space, which stall and go deaf on request.

# fs_gadget NAME VENDOR PRODUCT MAKER MODEL SERIAL: a gadget whose only function is a program's; it is mounted at
# $scratch/NAME.ffs.
fs_gadget() {
  gadget "$@"
  gadget_function "$1" "ffs.$1" >/dev/null
  mkdir -p "$scratch/$1.ffs"
  mount -t functionfs "$1" "$scratch/$1.ffs"
  at_end "umount $scratch/$1.ffs"
}

# stops PROCESS: one of this shell's.
stops() { kill -KILL "$1"; wait "$1"; } 2>/dev/null

# fs_scanner NAME KIND: a scanner that balie-virtual plays; to be plugged in like any other. KIND is wedge or pos.
declare -A fs_hands
fs_scanner() {
  local hand
  fs_gadget "$1" 0x05e0 0x1300 "Test scanners" "Failing Scanner" "F-$1"
  mkfifo "$scratch/$1.hand"
  balie-virtual usb-scanner --kind "$2" --mount "$scratch/$1.ffs" <"$scratch/$1.hand" >"$scratch/$1.virtual" 2>&1 &
  at_end "stops $!"
  exec {hand}>"$scratch/$1.hand"
  fs_hands[$1]=$hand
  eventually 20 grep -q 'usb scanner' "$scratch/$1.virtual"
}

# fs_hand NAME WORDS...: what somebody does with the scanner, in the words of balie-virtual.
fs_hand() { echo "${*:2}" >&"${fs_hands[$1]}"; }
