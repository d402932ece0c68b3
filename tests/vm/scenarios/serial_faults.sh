# What goes wrong with a serial port, told in words with a remedy, and over without a restart.
config='[[scanner]]
driver = "serial"
id = "scanner"
path = "/dev/ttyACM0"'
# owned_by GROUP MODE: who may open the port, by a rule after all others.
rule=/run/udev/rules.d/99-owner.rules
owned_by() {
  echo "SUBSYSTEM==\"tty\", KERNEL==\"ttyACM*\", GROUP=\"$1\", MODE=\"$2\"" >"$rule"
  udevadm control --reload; udevadm trigger --settle --subsystem-match=tty --action=change
}
mkdir -p /run/udev/rules.d
at_end rm -f "$rule"
serial_scanner scanner
branch <<<"$config"

owned_by root 0600; plug scanner 0
check 'a port that may not be opened is faulted' eventually 30 device_is scanner faulted PERMISSION_DENIED
check 'and the remedy is said' device_says scanner 'udev rules'
owned_by dialout 0660
check 'allowed, it is ready by itself' eventually 60 device_is scanner ready
serial_scan scanner 29401000075801; unplug scanner

systemctl stop balied
# The name of the port must be free, or the next plugging in gets another one.
eventually 20 not test -e /dev/ttyACM0
plug scanner 1
eventually 20 test -c /dev/ttyACM0
# Another program with the port to itself.
perl -e 'open(my $port, "+<", "/dev/ttyACM0") or die; ioctl($port, 0x540C, 0) or die "TIOCEXCL"; sleep 300' &
other=$!
eventually 20 holds_open "$other" /dev/ttyACM0
systemctl start balied
check 'a port that another program holds is told apart' eventually 30 device_is scanner faulted PORT_BUSY
check 'with what to do' device_says scanner 'Close the other program'
kill "$other"
check 'let go of, it is ready by itself' eventually 60 device_is scanner ready
claim scanner
serial_scan scanner 29401000075819
check 'and scans' eventually 20 heard scanner 29401000075819
check 'what was scanned for nobody is heard by nobody' heard_only scanner 29401000075819
