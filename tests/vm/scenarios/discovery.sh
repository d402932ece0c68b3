# Scanners that nobody configured, in a running service that started before the machine had any USB.
branch <<<''
found() { clerk --json devices | jq -e --arg driver "$1" --argjson number "$2" \
  '[.devices[] | select(.driver == $driver and .state == "ready")] | length == $number' >/dev/null; }
id_of() { clerk --json devices | jq -er --arg serial "$1" '.devices[] | select(.serial_number == $serial) | .name | ltrimstr("devices/")'; }
all_ready() { clerk --json devices | jq -e '.devices | length == 3 and all(.state == "ready")' >/dev/null; }
all_absent() { clerk --json devices | jq -e '.devices | length == 3 and all(.state == "absent")' >/dev/null; }

wedge keys; pos pos; serial_scanner serial
plug keys 0
check 'a wedge is found' eventually 30 id_of W0001
plug pos 1; plug serial 2
check 'three scanners are ready' eventually 30 all_ready
keys=$(id_of W0001) pos=$(id_of P0001) serial=$(id_of C0001)
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
  check "one of each: $one" test "$(jq -r .text "$scratch/$id.scans" | wc -l)" = 2
done
check 'no restart' test "$(service_property NRestarts)" = 0
