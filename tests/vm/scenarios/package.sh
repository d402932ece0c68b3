# The Debian packages, installed on a machine that never saw Balie, and the service under systemd.
# Takes long.
install_packages() { dpkg --install "$VM"/payload/deb/*.deb; }
install_daemon() { dpkg --install "$VM"/payload/deb/balied_*.deb; }
user_of() { [[ $(ps -o user= -p "$(service_property MainPID)") == "$1" ]]; }
ends_with() { local code=0; timeout 60 "${@:2}" || code=$?; ((code == $1)); }
exposure_below() { systemd-analyze security --no-pager --threshold="$1" balied.service >"$scratch/exposure"; }
# is_of_its_package PROGRAM: of that version, which has the revision of the packaging at its end.
is_of_its_package() {
  local version; version=$(dpkg-query --show --showformat='${Version}' "$1")
  [[ $version == ?*-* && $("$1" --version) == "$1 ${version%-*}" ]]
}
restarted() { service_is active && [[ $(service_property MainPID) != "$1" ]]; }

check 'the packages install' install_packages
check 'the daemon is of the version of its package' is_of_its_package balied
check 'and so is the command line' is_of_its_package balie
check 'not configured is not started' service_is inactive
check 'and not enabled' not systemctl is-enabled balied.service
check 'the example is a configuration' balied --config /etc/balie/balied.toml.example check
check 'the daemon has a user of its own' id balied
check 'the clerks have a group of their own' getent group balie
balie_installed

cp "$VM/payload/guest/branch.toml" /etc/balie/balied.toml
check 'configured, it can be enabled and started' systemctl enable --quiet --now balied.service
check 'it runs' eventually 30 service_is active
check 'as its own user' user_of balied
check 'it told systemd itself that it is ready' test "$(service_property Type)$(service_property StatusErrno)" = notify0
check 'state is for nobody else' test "$(stat -c %U:%a /var/lib/balie)" = balied:700
check 'a clerk may call it' clerk branch
check 'a clerk sees the devices' clerk devices
check 'a stranger may not, and the exit code says that it is about permission' ends_with 6 setpriv --reuid=bezoeker --regid=bezoeker --init-groups -- balie branch

before=$(service_property MainPID)
kill -KILL "$before"
check 'killed, it comes back' eventually 30 restarted "$before"
check 'and answers' eventually 30 clerk branch
# A daemon that hangs is as bad as one that is gone.
mkdir -p /run/systemd/system/balied.service.d
printf '[Service]\nWatchdogSec=4\nTimeoutAbortSec=2\n' >/run/systemd/system/balied.service.d/test.conf
systemctl daemon-reload; systemctl restart balied
sleep 8
check 'a healthy daemon keeps the watchdog content' test "$(service_property NRestarts)" = 0
before=$(service_property MainPID)
kill -STOP "$before"
check 'a hanging one is replaced' eventually 60 restarted "$before"
rm -r /run/systemd/system/balied.service.d; systemctl daemon-reload

check 'exposure is low' exposure_below 20
tail -n 1 "$scratch/exposure"
check 'the page of the daemon is there' test -s /usr/share/man/man8/balied.8.gz
check 'the pages of the command line are there' test -s /usr/share/man/man1/balie-register.1.gz
check 'bash completes it' bash -c '. /usr/share/bash-completion/completions/balie && complete -p balie'

check 'removing keeps what is known of patrons' dpkg --remove balied
check 'and stops the service' service_is inactive
check 'the database is still there' test -s /var/lib/balie/balie.db
check 'purging erases it' dpkg --purge balied
check 'nothing is left' not test -e /var/lib/balie
dpkg --purge balie
mkdir -p /etc/balie; cp "$VM/payload/guest/branch.toml" /etc/balie/balied.toml
check 'on a machine that is configured the package installs' install_daemon
check 'the service runs at once' service_is active
check 'and starts with the machine' systemctl is-enabled balied.service
before=$(service_property MainPID)
check 'installing over it' install_daemon
check 'starts it anew' restarted "$before"
systemctl stop balied.service
check 'installing over a service that was stopped' install_daemon
check 'leaves it stopped' service_is inactive
