# The manual's example patron, from the blank pass to the processed mandate, with everything on USB: a wedge for the
# pass, a card printer, and a HID POS scanner for the barcode of the mandate. Then a youth member on a ZPL printer.
# Takes long.
wedge keys; pos pos
printer evolis Evolis Zenius ESCP
branch <<'TOML'
[[scanner]]
driver = "usb"
id = "passes"
match = { vendor = "05e0" }

[[scanner]]
driver = "usb"
id = "forms"
match = { vendor = "0c2e" }

[[pass_printer]]
driver = "evolis"
id = "printer"
address = "usb://Evolis/Zenius"
TOML
directory=$scratch/desk; install -d -o mies "$directory"
# with_pass EXAMPLE CODE: the example for the pass that was scanned.
with_pass() { sed "s/^pass = .*/pass = \"$2\"/" "$VM/payload/examples/$1.toml" >"$directory/$1.toml"; }
scanned() { tail -n 1 "$scratch/$1.codes"; }
shown() { clerk --json registrations show "$1"; }
shows() { shown "$1" | jq -e "$2" >/dev/null; }

check 'the printer is not there yet' eventually 20 device_is printer absent
plug keys 0; plug pos 1; plug evolis 2
printer_starts evolis evolis --device /dev/g_printer0 --insert-after 1
check 'the printer is ready' eventually 60 device_is printer ready
check 'and its model is known' test "$(device printer | jq -r .model)" != ''
eventually 30 device_is passes ready; eventually 30 device_is forms ready
claim passes; claim forms

wedge_scan keys 29401000075801
check 'the blank pass is scanned' eventually 20 heard passes 29401000075801
with_pass adult "$(scanned passes)"
name=registrations/pass:29401000075801
check 'the patron is registered and the pass printed' \
  timeout 200 "${mies[@]}" balie --lang en register --file "$directory/adult.toml" --out "$directory"
check 'one card came out' cards_are evolis 1
check 'the form waits for a signature' shows "$name" '.step == "signing_mandate"'
reference=$(shown "$name" | jq -r .mandate.reference)
check 'the form is signed' clerk 'do' "$name" mandate-signed no-upload
pos_scan pos "$reference" ']C0'
check 'the barcode of the form is scanned' eventually 20 heard forms "$reference"
check 'it is checked' clerk 'do' "$name" check-mandate "$(scanned forms)"
check 'and confirmed' clerk 'do' "$name" confirm-mandate
check 'the patron is enrolled, by direct debit' shows "$name" '.step == "enrolled" and .mandate.state == "active"'

unplug evolis
check 'the printer without its cable is absent' eventually 60 device_is printer absent
printer zebra 'Zebra Technologies' 'ZTC ZC100' ZPL
sed -i 's/"evolis"/"zpl"/; s/usb:.*"/usb:\/\/Zebra%20Technologies\/ZTC%20ZC100"/' /etc/balie/balied.toml
systemctl restart balied
plug zebra 5
printer_starts zebra zpl --device /dev/g_printer1 --media 3
check 'a ZPL printer takes its place' eventually 60 device_is printer ready
eventually 30 claimed passes
wedge_scan keys 29401000075819
check 'another pass is scanned by the same counter' eventually 20 heard passes 29401000075819
with_pass youth "$(scanned passes)"
check 'a youth member is registered' \
  timeout 200 "${mies[@]}" balie --lang en register --file "$directory/youth.toml" --out "$directory"
check 'one card came out of the other printer' cards_are zebra 1
check 'and none of the first' cards_are evolis 1
cp -r "$directory" "$VM/out/desk"
check 'no restart' test "$(service_property NRestarts)" = 0
