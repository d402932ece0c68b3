# What goes wrong with a scanner on USB, told in words with a remedy, and over without a restart.
config='[[scanner]]
driver = "usb"
id = "scanner"
match = { vendor = "05e0" }'
rules=/run/udev/rules.d/60-balie.rules
again() { udevadm control --reload; udevadm trigger --settle --subsystem-match=usb --action=change; }
# As if the package's rules had never been installed.
forbid() { mkdir -p "${rules%/*}"; ln -sf /dev/null "$rules"; again; }
allow() { rm -f "$rules"; again; }
at_end allow
wedge scanner
balie_installed
forbid
branch <<<"$config"
plug scanner 0
check 'a device that may not be opened is faulted' eventually 30 device_is scanner faulted PERMISSION_DENIED
check 'and the remedy is said' device_says scanner 'udev rules'
check 'in the language of the clerk' grep -q 'udev-regels' <(runuser -u mies -- balie --lang nl devices)
allow
check 'with the rules it is ready by itself' eventually 60 device_is scanner ready
claim scanner
wedge_scan scanner 29401000075801
check 'and heard' eventually 20 heard scanner 29401000075801

# Another program with the device: a second daemon, of root.
systemctl stop balied
mkdir -p "$scratch/other"
{ cat "$VM/payload/guest/branch.toml"; printf '[paths]\nstate = "%s/state"\nsocket = "%s/socket"\n%s\n' \
  "$scratch/other" "$scratch/other" "$config"; } >"$scratch/other.toml"
balied --config "$scratch/other.toml" 2>"$scratch/other.log" &
other=$!
taken() { BALIE_SOCKET=$scratch/other/socket balie --json devices | jq -e '.devices[0].state == "ready"' >/dev/null; }
eventually 30 taken
systemctl start balied
check 'a device that another program holds is told apart' eventually 30 device_is scanner faulted PORT_BUSY
check 'with what to do' device_says scanner 'Close the other program'
kill "$other"
check 'let go of, it is ready by itself' eventually 60 device_is scanner ready
check 'the counter that waited still has it' eventually 30 claimed scanner
wedge_scan scanner 29401000075819
check 'and hears it' eventually 20 heard scanner 29401000075819

# The port is switched off under it, and on again: the device is there but was forgotten by the kernel.
echo 0 >"$(usb_of scanner)/authorized"
check 'switched off by the kernel, it does not work' eventually 30 not device_is scanner ready
echo 1 >"$(usb_of scanner)/authorized"
check 'switched on again it is ready' eventually 60 device_is scanner ready
wedge_scan scanner 29401000075827
check 'and heard by the same counter' eventually 20 heard scanner 29401000075827
check 'no restart' test "$(service_property NRestarts)" = 0
