# A card printer on USB that loses its cable in every state: nothing is printed twice, and what cannot be known is
# asked.
printer evolis Evolis Zenius ESCP
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
print_failure() { clerk --json registrations show "$name" | jq -r .pass_print.last_failure; }
printed() { cards_are evolis "$1"; }

plug evolis 0
printer_starts evolis evolis --device /dev/g_printer0
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
plug evolis 3
check 'on another port it is ready again' eventually 60 device_is printer ready

# The cable is pulled when the card is on its way and the printer has not said that it is done.
printer_hand evolis silence Se
clerk 'do' "$name" print-pass
eventually 60 device_is printer waiting_for_card
printer_hand evolis insert
check 'a card is printed' eventually 60 printed 1
unplug evolis
check 'the outcome is unknown' eventually 90 print_is unknown
plug evolis 1
check 'back on another port it is ready' eventually 60 device_is printer ready
check 'nothing is printed by itself' never_within 8 printed 2
check 'nor on request, before somebody says what came out' not clerk 'do' "$name" print-pass
check 'the clerk says that nothing came out' clerk 'do' "$name" resolve-print not-printed
check 'then it can be printed' clerk 'do' "$name" print-pass

# A printer that takes nothing in.
eventually 60 device_is printer waiting_for_card
printer_hand evolis insert
check 'and one card comes out' eventually 60 printed 2
check 'the pass is issued' eventually 60 print_is printed
kill -STOP "${printer_machines[evolis]}"
check 'a printer that does not answer is told apart' eventually 90 device_is printer faulted TIME_OUT
kill -CONT "${printer_machines[evolis]}"
check 'when it answers again it is ready' eventually 90 device_is printer ready
check 'no restart' test "$(service_property NRestarts)" = 0
