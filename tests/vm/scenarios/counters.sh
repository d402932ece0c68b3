# Several scanners, stations, keyboard layouts, and what is left alone. An emulated machine types slower than any scanner.
branch <<'TOML'
[devices]
ignore = [{ vendor = "05e0", product = "1201" }]

[[scanner]]
driver = "usb"
id = "left"
match = { vendor = "05e0", serial = "L1" }
station = "balie-1"
layout = "fr"
framing = { inter_character_ms = 3000 }

[[scanner]]
driver = "usb"
id = "right"
match = { vendor = "05e0", serial = "R1" }
station = "balie-2"
layout = "us-international"
framing = { inter_character_ms = 3000 }
TOML
hid_keyboard() { gadget "$1" "$2" "$3" "$4" "$5" "$6"; hid_function "$1" 0 1 1 8 "$boot_keyboard"; }
why() { clerk --json devices | jq -e --arg model "$1" --arg code "$2" \
  '.discovered_devices[] | select(.model == $model) | .reason_code == $code and .device == "" and .remedy != ""' >/dev/null; }
types() { balie-virtual hid-report --kind wedge --layout "$2" --text "$3\\r" --out "$(hid_device "$1" 0)" "${@:4}"; }
at_station() { counter "$1" --station "$1" scan; }

wedge left L1; wedge right R1
hid_keyboard typed 0x046d 0xc31c "Test keyboards" "USB Keyboard" ""
hid_keyboard ignored 0x05e0 0x1201 "Test scanners" "Old Scanner" "O1"
plug left 0; plug right 1; plug typed 2; plug ignored 3
check 'the left one is ready' eventually 30 device_is left ready
check 'the right one is ready' eventually 30 device_is right ready
check 'the keyboard of the clerk is left alone, and why' eventually 20 why 'USB Keyboard' UNKNOWN_KEYBOARD
check 'the ignored one too' why 'Old Scanner' IGNORED_BY_CONFIGURATION
check 'they are keyboards to the guest' test -e "$(usb_of typed)"/*:1.0/*/input
# The kernel plays four of these at a time.
gadget_gone ignored
hid_keyboard cheap 0x1234 0x5678 "No name" "USB BarCode Reader" ""; plug cheap 4
check 'one of an unknown make is known by what it calls itself' eventually 30 device_is scanner-1234-5678 ready
check 'people read it in Dutch too' grep -q 'lijkt' <("${mies[@]}" balie --lang nl devices)

at_station balie-1; at_station balie-2
held() { device "$1" | jq -e --arg by "$2" '.claimed_by == $by and .station == $by' >/dev/null; }
check 'balie-1 gets the scanner that lies there' eventually 30 held left balie-1
check 'balie-2 too' eventually 30 held right balie-2
types left fr 29401000075801
types right us-international "Q'\"~^"
check 'a scanner for AZERTY is read as such' eventually 20 heard balie-1 29401000075801
check 'dead keys are read as such' eventually 20 heard balie-2 "Q'\"~^"
types left us 29401000075819 --numbers
check 'one that types numbers needs no layout' eventually 20 heard balie-1 29401000075819
types right us-international 1122334455 --rolling
check 'nor does a fast one mind overlapping keys' eventually 20 heard balie-2 1122334455
check 'each counter hears its own: left' heard_only balie-1 29401000075801 29401000075819
check 'and right' heard_only balie-2 "Q'\"~^" 1122334455

# A bad read, and the next one is good.
{ printf '\0\0\x1e\0\0\0\0\0'; } >"$(hid_device left 0)"
{ printf '\0\0\x01\x01\x01\x01\x01\x01'; } >"$(hid_device left 0)"
types left fr 29401000075827
types left fr 29401000075835
told() { grep -q 'could not keep up' "$scratch/balie-1.words"; }
check 'more keys than it can tell: refused, with the reason' eventually 20 told
check 'and the next scan is good' eventually 20 heard balie-1 29401000075835
check 'no restart' test "$(service_property NRestarts)" = 0
