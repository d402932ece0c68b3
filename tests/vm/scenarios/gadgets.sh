# The devices of the other scenarios are what they seem to be, to a guest without Balie: a check of the bench.
wedge wedge; pos pos; serial_scanner serial; printer printer Evolis "Evolis Zenius" ESCP
keyboard() { ls -d /dev/input/by-id/usb-*Bar_Code_Scanner*-event-kbd; }
lists() { [[ $(lsusb) == *"$1"* ]]; }

plug wedge 0; plug pos 1; plug serial 2; plug printer 3
check 'the wedge is on the bus' lists 05e0:1200
check 'the wedge is a keyboard to the guest' eventually 20 keyboard
check 'the POS scanner is on the bus' lists 0c2e:0b87
check 'the serial scanner is a serial port' eventually 20 test -c /dev/ttyACM0
check 'the printer is a printer' eventually 20 line_printer printer

keys=$(readlink -f "$(keyboard)")
cat "$keys" >"$scratch/keys" & reader=$!
eventually 20 holds_open "$reader" "$keys"
wedge_scan wedge 29401000075801
check 'its keys reach the guest when nobody claims it' eventually 20 test -s "$scratch/keys"
kill "$reader"

stty -F /dev/ttyACM0 raw -echo
timeout 20 head -c 15 </dev/ttyACM0 >"$scratch/serial" & reader=$!
eventually 20 holds_open "$reader" /dev/ttyACM0
serial_scan serial 29401000075801
wait "$reader"
check 'the serial scan arrives' grep -q 29401000075801 "$scratch/serial"

hidraw=$(echo "$(usb_of pos)"/*:1.0/*/hidraw/hidraw*); hidraw=/dev/${hidraw##*/}
timeout 20 head -c 64 <"$hidraw" >"$scratch/pos" & reader=$!
eventually 20 holds_open "$reader" "$hidraw"
pos_scan pos 29401000075801
wait "$reader"
check 'the POS report arrives' grep -qa ']C029401000075801' "$scratch/pos"

timeout 20 head -c 5 </dev/g_printer0 >"$scratch/printed" & reader=$!
eventually 20 holds_open "$reader" /dev/g_printer0
# By a process of its own: the end of the reader would interrupt a write of the shell.
env printf hello >"$(line_printer printer)"
wait "$reader"
check 'what is printed arrives' grep -q hello "$scratch/printed"

gone() { [[ ! -e $1 ]]; }
unplug serial
check 'unplugged is gone' eventually 20 gone /dev/ttyACM0
plug serial 4
check 'and comes back on another port' eventually 20 test -c /dev/ttyACM0
