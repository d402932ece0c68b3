# A serial scanner on USB (CDC-ACM), from its first plugging in to another port, with one claim all along.
serial_scanner scanner
branch <<'TOML'
[[scanner]]
driver = "serial"
id = "scanner"
path = "/dev/ttyACM0"
TOML
check 'not there yet, and it says so' eventually 20 device_is scanner absent PORT_MISSING
plug scanner 0
check 'plugged in, it is ready' eventually 30 device_is scanner ready
claim scanner
serial_scan scanner 29401000075801
check 'a scan reaches the counter' eventually 20 heard scanner 29401000075801
unplug scanner
check 'unplugged, it is absent' eventually 30 device_is scanner absent
check 'and says what to do' device_says scanner cable
check 'the claim stays' claimed scanner
plug scanner 3
check 'on another port it is ready again' eventually 30 device_is scanner ready
serial_scan scanner 29401000075819
check 'and the same counter hears it' eventually 20 heard scanner 29401000075819
timeout 5 printf '29401' >"$(serial_device scanner)"
unplug scanner; eventually 30 device_is scanner absent; plug scanner 3
eventually 30 device_is scanner ready
serial_scan scanner 29401000075827
check 'after half a code the next one is whole' eventually 20 heard scanner 29401000075827
check 'and nothing else was heard' heard_only scanner 29401000075801 29401000075819 29401000075827
check 'no restart' test "$(service_property NRestarts)" = 0
