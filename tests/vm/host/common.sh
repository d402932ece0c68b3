# Sourced by the host side: places and words.
vm=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
repo=$(cd "$vm/../.." && pwd)
work=$repo/target/vm
cache=${BALIE_VM_CACHE:-$work/cache}

say() { printf '== vm: %s\n' "$*" >&2; }
die() { printf 'tests/vm: %s\n' "$*" >&2; exit 1; }
# The lines of a list that are not comments.
list() { grep -v '^#' "$vm/host/$1"; }
