# What the guest itself is typed at: the foreground console, to which every keyboard of the kernel types.

# typed_at FILE: from now on, until the scenario ends.
watch_console() {
  stty -F /dev/tty1 raw -echo
  # What an earlier scenario typed is none of this one's.
  timeout 1 cat /dev/tty1 >/dev/null || true
  cat /dev/tty1 >"$1" &
  # The reader must have it open, or what is typed is nobody's.
  eventually 10 holds_open $! /dev/tty1
}

# A keyboard of the kernel for this gadget.
keyboard_of() { compgen -G "$(usb_of "$1")/*/*/input/input*/event*" >/dev/null; }
