# A scanner that speaks HID POS, on one of two interfaces that look alike.
pos scanner
branch <<'TOML'
[[scanner]]
driver = "usb"
id = "scanner"
match = { vendor = "0c2e" }
TOML
symbology() { jq -r --slurp '.[-1].symbology' "$scratch/scanner.scans"; }
long=https://balie.example/$(printf '%s-' {1..40})

check 'not there yet, and it says so' device_is scanner absent PORT_MISSING
plug scanner 1
check 'plugged in, it is ready' eventually 30 device_is scanner ready
claim scanner
pos_scan scanner 29401000075801
check 'a scan reaches the counter' eventually 20 heard scanner 29401000075801
pos_scan scanner A29401000075819B ']F0'
check 'Codabar comes without its start and stop letters' eventually 20 heard scanner 29401000075819
check 'and with its symbology' test "$(symbology)" = Codabar
pos_scan scanner "$long" ']Q1'
check 'a code longer than a report comes whole' eventually 20 heard scanner "$long"

unplug scanner
check 'unplugged, it is absent' eventually 30 device_is scanner absent PORT_MISSING
plug scanner 4
check 'on another port it is ready again' eventually 30 device_is scanner ready
check 'and still claimed' claimed scanner
pos_scan scanner "${long:0:56}" ']Q1' 1
unplug scanner; sleep 1; plug scanner 1
eventually 30 device_is scanner ready
pos_scan scanner 29401000075827
check 'after half a code the next one is whole' eventually 20 heard scanner 29401000075827
check 'nothing else was heard' heard_only scanner 29401000075801 29401000075819 "$long" 29401000075827
check 'no restart' test "$(service_property NRestarts)" = 0
