# A card printer on USB that loses its cable while it waits for a card: nothing was printed, and that is known.
printer evolis Evolis Zenius ESCP
branch <<'TOML'
[devices]
auto = false

[[pass_printer]]
driver = "evolis"
id = "printer"
address = "usb://Evolis/Zenius"
answer_ms = 8000
TOML
directory=$scratch/desk; install -d -o mies "$directory"
cp "$VM/payload/examples/youth.toml" "$directory/"
name=registrations/pass:29401000075819
print_is() { clerk --json registrations show "$name" | jq -e --arg state "$1" '.pass_print.state == $state' >/dev/null; }
mkdir -p "$VM/out/evolis"; before=$(cards evolis)
printed() { cards_are evolis $((before + $1)); }

plug evolis 0
printer_starts evolis evolis /dev/g_printer0
check 'the printer is ready' eventually 60 device_is printer ready
check 'the kernel does not print to it too' not line_printer evolis

# Nobody puts a card in, and the cable is pulled.
timeout 200 "${mies[@]}" balie --lang en register --file "$directory/youth.toml" >"$scratch/register" 2>&1 & clerk=$!
check 'it waits for a card' eventually 90 device_is printer waiting_for_card
unplug evolis
check 'without its cable it is absent' eventually 60 device_is printer absent
wait "$clerk" || true
check 'nothing was printed' printed 0
check 'and that is known' eventually 30 print_is ready
check 'no restart' test "$(service_property NRestarts)" = 0
