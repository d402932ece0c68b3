# Balie as its packages install it: the service, a branch, a clerk.

# The packages, once; a clerk who may call the daemon and a visitor who may not.
balie_installed() {
  [[ -x /usr/bin/balied && -x /usr/bin/balie ]] || dpkg --install "$VM"/payload/deb/*.deb >"$scratch/dpkg" 2>&1 || { cat "$scratch/dpkg"; return 1; }
  id mies >/dev/null 2>&1 || useradd --groups balie mies
  id bezoeker >/dev/null 2>&1 || useradd bezoeker
}

# branch: writes the configuration of a branch; devices on standard input. Starts the service and waits until it is
# ready.
branch() {
  balie_installed
  { cat "$VM/payload/guest/branch.toml"; cat; } >/etc/balie/balied.toml
  systemctl restart balied.service
  clerk_stays --json devices watch >"$scratch/devices" 2>"$scratch/devices.words" &
}

service_is() { [[ $(systemctl is-active balied.service) == "$1" ]]; }
service_property() { systemctl show --property="$1" --value balied.service; }

# As the clerk at the counter, in English.
mies=(setpriv --reuid=mies --regid=mies --init-groups --)
clerk() { timeout 60 "${mies[@]}" balie --lang en "$@"; }
clerk_stays() { exec "${mies[@]}" balie --lang en "$@"; }

# device ID: what the clerk is told of a device, as JSON.
device() { clerk --json devices | jq -e --arg name "devices/$1" '.devices[] | select(.name == $name)'; }

# device_is ID STATE [REASON]: by what a clerk has seen who follows the devices since the branch opened. Asking anew
# each time would cost an emulated machine more than all the rest.
device_is() {
  jq -e --slurp --arg name "devices/$1" --arg state "$2" --arg reason "${3:-}" \
    'map(select(.name == $name))[-1] | .state == $state and ($reason == "" or .reason_code == $reason)' \
    "$scratch/devices" >/dev/null
}

# device_says ID WORDS: reason or remedy holds these.
device_says() { device "$1" | jq -e --arg words "$2" '(.reason + " " + .remedy) | contains($words)' >/dev/null; }

claimed() { [[ $(device "$1" | jq -r .claimed_by) == ?* ]]; }

# claim ID: a counter that waits for scans, until the end of the scenario. What it hears is in $scratch/ID.scans, what
# it says in $scratch/ID.words.
claim() {
  clerk_stays --json scan --device "$1" >"$scratch/$1.scans" 2>"$scratch/$1.words" &
  eventually 30 claimed "$1"
}

# heard ID CODE: the counter has got this code, whole.
heard() { jq -e --slurp --arg code "$2" 'any(.[]; .text == $code)' "$scratch/$1.scans" >/dev/null; }
# heard_times ID CODE NUMBER
heard_times() { jq -e --slurp --arg code "$2" --argjson times "$3" \
  '[.[] | select(.text == $code)] | length == $times' "$scratch/$1.scans" >/dev/null; }
# heard_only ID CODE...: these and nothing else, in this order.
heard_only() {
  local id=$1; shift
  [[ $(jq -r .text "$scratch/$id.scans") == "$(printf '%s\n' "$@")" ]]
}
