# A scanner that stalls, goes deaf, is pulled out again and again, or whose daemon is killed: it goes on by itself.
# Takes long.
branch <<<''
one=scanner-05e0-1300-ffailing
helped() { [[ $(device "$one" | jq -r ".counters.helped // 0") -ge $1 ]]; }
daemon() { service_property MainPID; }
# What the daemon has open and runs, each kind with how many there are of it.
holds() {
  local own=/proc/$(daemon)
  { find "$own/fd" -mindepth 1 -printf '%l\n'; cat "$own"/task/*/comm; } | sed 's/[0-9]\+/N/g' | sort | uniq -c
}

fs_scanner failing wedge
plug failing 0
check 'plugged in, it is ready' eventually 30 device_is "$one" ready
claim "$one"
fs_hand failing 29401000075801
check 'a scan is heard' eventually 20 heard "$one" 29401000075801

fs_hand failing stall
check 'a stall is noticed' eventually 20 helped 1
fs_hand failing 29401000075819
check 'and over: the next scan is heard' eventually 20 heard "$one" 29401000075819
fs_hand failing stall 3
check 'stalling on, it is reset' eventually 20 helped 3
check 'and ready again' eventually 60 device_is "$one" ready
fs_hand failing 29401000075827
check 'and heard' eventually 30 heard "$one" 29401000075827
check 'the claim stays' claimed "$one"

fs_hand failing deaf
# Not even the kernel gets an answer, and udev waits for that.
unplug failing; plug failing 0 || true
check 'one that answers nothing is faulted' eventually 60 device_is "$one" faulted TIME_OUT
check 'and says what to do' device_says "$one" 'switch the device off and on'
check 'while it keeps silent, others get answers' clerk devices
fs_hand failing hearing
check 'when it answers again it is ready by itself' eventually 60 device_is "$one" ready
fs_hand failing 29401000075835
check 'and heard' eventually 30 heard "$one" 29401000075835

before=$(holds)
for round in 1 2 3 4 5; do
  unplug failing; eventually 30 device_is "$one" absent
  plug failing $((round % 3)); eventually 30 device_is "$one" ready
done
# It may hold less: threads that waited for a disk or a directory end by themselves.
no_more() {
  awk '{ count = $1; $1 = "" } NR == FNR { had[$0] = count; next } count > had[$0] { print count, $0; more = 1 }
    END { exit more }' <(echo "$before") <(holds) >"$scratch/more"
}
check 'after five more times it holds no more than before' eventually 20 no_more
cat "$scratch/more"
fs_hand failing 29401000075843
check 'and heard' eventually 30 heard "$one" 29401000075843

ticks() { awk '{ print $14 + $15 }' "/proc/$(daemon)/stat"; }
began=$(ticks); sleep 10
printf '       idle for 10 s with one scanner: %s ms of processor time\n' $((($(ticks) - began) * 10))

systemctl kill --signal=KILL balied
restarted() { [[ $(service_property NRestarts) != 0 ]]; }
check 'killed, the daemon comes back' eventually 60 restarted
check 'and the scanner with it' eventually 60 device_is "$one" ready
check 'and the claim' eventually 30 claimed "$one"
fs_hand failing 29401000075850
check 'and its scans' eventually 30 heard "$one" 29401000075850
check 'nothing else was heard' heard_only "$one" 29401000075801 29401000075819 29401000075827 29401000075835 \
  29401000075843 29401000075850
