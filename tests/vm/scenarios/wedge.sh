# A scanner that plays a keyboard: its codes reach the counter that claimed it, and no window of this machine.
wedge scanner
balie_installed; systemctl stop balied
watch_console "$scratch/typed"
plug scanner 0
check 'without Balie it is a keyboard' eventually 30 keyboard_of scanner
wedge_scan scanner leak; sleep 1
check 'that types at the console' grep -q leak "$scratch/typed"
# What was there before: a line may have begun with what another scenario left.
cp "$scratch/typed" "$scratch/before"

branch <<'TOML'
[[scanner]]
driver = "usb"
id = "scanner"
match = { vendor = "05e0" }
TOML
check 'with Balie it is a scanner' eventually 30 device_is scanner ready
check 'and no keyboard any more' not keyboard_of scanner
claim scanner
wedge_scan scanner 29401000075801
check 'a scan reaches the counter' eventually 20 heard scanner 29401000075801
wedge_scan scanner 'Mx-7/(Q)_&%'
check 'also one with shifted characters' eventually 20 heard scanner 'Mx-7/(Q)_&%'

unplug scanner
check 'unplugged, it is absent' eventually 30 device_is scanner absent PORT_MISSING
check 'and says what to do' device_says scanner cable
check 'the claim stays' claimed scanner
plug scanner 3
check 'on another port it is ready again' eventually 30 device_is scanner ready
wedge_scan scanner 29401000075819
check 'and the same counter hears it' eventually 20 heard scanner 29401000075819

type_keys scanner 2940100
unplug scanner; eventually 30 device_is scanner absent; plug scanner 0
eventually 30 device_is scanner ready
wedge_scan scanner 29401000075827
check 'after half a code the next one is whole' eventually 20 heard scanner 29401000075827
for port in 1 2 3; do
  unplug scanner; eventually 30 device_is scanner absent; plug scanner $port
  eventually 30 device_is scanner ready
done
wedge_scan scanner 29401000075835
check 'after three more ports too' eventually 20 heard scanner 29401000075835
check 'nothing else was heard' heard_only scanner 29401000075801 'Mx-7/(Q)_&%' 29401000075819 29401000075827 29401000075835
check 'no key of all this reached the console' cmp "$scratch/typed" "$scratch/before"
check 'no restart' test "$(service_property NRestarts)" = 0

systemctl stop balied
check 'when Balie stops the kernel has its keyboard back' eventually 30 keyboard_of scanner
