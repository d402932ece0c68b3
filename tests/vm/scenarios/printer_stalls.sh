# A card printer on USB whose endpoints stall: the conversation is begun anew, and no pass is printed twice.
branch <<'TOML'
[devices]
auto = false

[[pass_printer]]
driver = "evolis"
id = "printer"
address = "usb://Evolis/Zenius"
answer_ms = 8000
print_secs = 60
TOML
directory=$scratch/desk; install -d -o mies "$directory"
cp "$VM/payload/examples/youth.toml" "$directory/"
name=registrations/pass:29401000075819
print_is() { clerk --json registrations show "$name" | jq -e --arg state "$1" '.pass_print.state == $state' >/dev/null; }
printed() { cards_are evolis "$1"; }

fs_gadget evolis 0x0f49 0x0a00 Evolis Zenius R0001
printer_starts evolis evolis --function "$scratch/evolis.ffs"
eventually 20 grep -q 'evolis at' "$scratch/evolis.printer"
plug evolis 0
check 'the printer is ready' eventually 60 device_is printer ready

printer_hand evolis stall in
check 'answers that stall are noticed' eventually 60 not device_is printer ready
check 'and got over' eventually 90 device_is printer ready

timeout 200 "${mies[@]}" balie --lang en register --file "$directory/youth.toml" >"$scratch/register" 2>&1 & clerk=$!
eventually 90 device_is printer waiting_for_card
# The next thing it is sent is the picture.
printer_hand evolis stall out
printer_hand evolis insert
wait "$clerk" || true
check 'a stall in the picture prints nothing' printed 0
check 'and that is known' eventually 60 print_is ready
check 'the printer is ready again' eventually 90 device_is printer ready
check 'it is printed on request' clerk 'do' "$name" print-pass
check 'the card that is still in it comes out, once' eventually 90 printed 1
check 'and the pass is issued' eventually 60 print_is printed
check 'no restart' test "$(service_property NRestarts)" = 0
