# Sourced: back to a machine with nothing plugged in and no Balie.
. "$VM/payload/guest/lib/gadget.sh"

clean() {
  systemctl stop balied.service 2>/dev/null
  systemctl reset-failed 2>/dev/null
  gadgets_gone
  rm -rf /var/lib/balie /run/balie /run/scenario /etc/balie/balied.toml
}
