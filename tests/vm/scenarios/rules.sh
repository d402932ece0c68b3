# Who may open which device by the packaged udev rules: the daemon opens scanners, and nothing else that is HID.
group_of() { stat -c %G "$(node_of "$1")"; }
is_of() { [[ $(group_of "$1") == "$2" ]]; }
property_of() { udevadm info -q property -n "$(node_of "$1")" | sed -n "s/^$2=//p"; }
no_modem() { [[ $(property_of "$1" ID_MM_DEVICE_IGNORE) == 1 ]]; }
gone() { [[ ! -e $1 ]]; }
# all_there NAME...: the guest has configured them, and udev has done with them.
all_there() {
  local one
  for one in "$@"; do eventually 20 is_configured "$one"; done
  udevadm settle --timeout=30
}
# hid NAME VENDOR MODEL DESCRIPTOR-IN-HEX: a HID device that is no boot keyboard.
hid() {
  gadget "$1" "$2" 0x0001 "Test devices" "$3" "${1}1"
  hid_function "$1" 0 0 0 64 "$4"
}
fido="06 d0 f1 09 01 a1 01 09 20 15 00 26 ff 00 75 08 95 40 81 02 09 21 15 00 26 ff 00 75 08 95 40 91 02 c0"
ups="05 84 09 04 a1 01 85 01 09 30 15 00 26 ff 00 75 08 95 01 81 02 c0"
own=/run/udev/rules.d/59-balie-own.rules
at_end rm -f "$own"
balie_installed

hid key 0x1234 'Security Key' "$fido"
hid ups 0x1235 'Back-UPS' "$ups"
hid till 0x1236 'Till' "$pos_scanner"
serial_scanner line
plug key 0; plug ups 1; plug till 2; plug line 3
# What is not there yet is nobody's, which would show nothing.
all_there key ups till line
check 'a scanner that says so is the daemon'"'"'s, whatever its make' eventually 20 is_of till balied
check 'a serial scanner is, too' is_of line balied
check 'and no modem' no_modem line
check 'a security key is not' not is_of key balied
check 'a UPS is not' not is_of ups balied

branch <<<''
check 'the scanner of an unknown make is ready' eventually 30 device_is scanner-1236-0001-till1 ready
claim scanner-1236-0001-till1
pos_scan till 29401000075801
check 'and heard' eventually 20 heard scanner-1236-0001-till1 29401000075801

# A rule of the branch's own adds one and takes another away.
ups_node=$(node_of ups) line_node=$(node_of line)
mkdir -p "${own%/*}"
printf 'ATTR{idVendor}=="%s", ENV{BALIE_DEVICE}="%s"\n' 1235 scanner 05f9 none >"$own"
udevadm control --reload
unplug ups; unplug line
eventually 20 gone "$ups_node"; eventually 20 gone "$line_node"
plug ups 4; plug line 5
all_there ups line
check 'what a rule of the branch names is given' is_of ups balied
check 'what it leaves alone is not' not is_of line balied
check 'and may be a modem again' not no_modem line
