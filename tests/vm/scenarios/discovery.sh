# Scanners that nobody configured, in a running service that started before the machine had any USB.
branch <<<''
all_ready() { clerk --json devices | jq -e '.devices | length == 3 and all(.state == "ready")' >/dev/null; }
all_absent() { clerk --json devices | jq -e '.devices | length == 3 and all(.state == "absent")' >/dev/null; }

wedge keys; pos pos; serial_scanner serial
plug keys 0
check 'a wedge is found' eventually 30 device_is scanner-05e0-1200-w0001 ready
plug pos 1; plug serial 2
check 'three scanners are ready' eventually 30 all_ready
keys=scanner-05e0-1200-w0001 pos=scanner-0c2e-0b87-p0001 serial=scanner-05f9-4204-c0001
check 'each under a name of its own' test "$(clerk --json devices | jq -r '.devices[].name' | sort)" = \
  "$(printf 'devices/%s\n' $keys $serial $pos | sort)"
for one in "$keys" "$pos" "$serial"; do claim "$one"; done
wedge_scan keys 29401000075801; pos_scan pos 29401000075819; serial_scan serial 29401000075827
check 'the wedge is heard' eventually 20 heard "$keys" 29401000075801
check 'the POS scanner is heard' eventually 20 heard "$pos" 29401000075819
check 'the serial scanner is heard' eventually 20 heard "$serial" 29401000075827

# The power of the hub they are all on.
unplug keys; unplug pos; unplug serial
check 'without power all are absent' eventually 30 all_absent
plug serial 0; plug keys 2; plug pos 1
check 'with power all are back, on whatever port' eventually 30 all_ready
wedge_scan keys 29401000075835; pos_scan pos 29401000075843; serial_scan serial 29401000075850
check 'each is who it was: the wedge' eventually 20 heard "$keys" 29401000075835
check 'the POS scanner' eventually 20 heard "$pos" 29401000075843
check 'the serial scanner' eventually 20 heard "$serial" 29401000075850

for one in keys pos serial; do
  id=${!one}
  check "one of each: $one" test "$(wc -l <"$scratch/$id.codes")" = 2
done
check 'no restart' test "$(service_property NRestarts)" = 0
