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
  : >"$scratch/devices"
  clerk_stays --json devices watch 2>"$scratch/devices.words" |
    jq -r '[.name, .state, .reason_code] | join("|")' >"$scratch/devices" &
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
# each time, or starting a program to look, would cost an emulated machine more than all the rest.
device_is() {
  local seen i name state reason
  mapfile -t seen <"$scratch/devices"
  for ((i = ${#seen[@]} - 1; i >= 0; i--)); do
    IFS='|' read -r name state reason <<<"${seen[i]}"
    [[ $name == "devices/$1" ]] || continue
    [[ $state == "$2" && ( -z ${3:-} || $reason == "$3" ) ]]
    return
  done
  return 1
}

# device_says ID WORDS: reason or remedy holds these.
device_says() { device "$1" | jq -e --arg words "$2" '(.reason + " " + .remedy) | contains($words)' >/dev/null; }

claimed() { [[ $(device "$1" | jq -r .claimed_by) == ?* ]]; }

# counter NAME OPTION...: a counter that waits for scans, until the end of the scenario. What it hears is in
# $scratch/NAME.scans, the codes of these alone in $scratch/NAME.codes, what it says in $scratch/NAME.words.
counter() {
  local name=$1; shift
  : >"$scratch/$name.codes"
  clerk_stays --json "$@" 2>"$scratch/$name.words" | tee "$scratch/$name.scans" | jq -r .text >"$scratch/$name.codes" &
}

# claim ID: a counter for this scanner; when it has it.
claim() {
  counter "$1" scan --device "$1"
  eventually 30 claimed "$1"
}

# heard COUNTER CODE: the counter has got this code, whole.
heard() {
  local codes code
  mapfile -t codes <"$scratch/$1.codes"
  for code in "${codes[@]}"; do [[ $code != "$2" ]] || return 0; done
  return 1
}
# heard_only COUNTER CODE...: these and nothing else, in this order.
heard_only() {
  local name=$1; shift
  [[ $(<"$scratch/$name.codes") == "$(printf '%s\n' "$@")" ]]
}
