# Sourced by the scripts that show the counter screen.

# The font, what is linked to it, and what the toolkit opens when it starts, without being linked to it.
needs_of_screen=(fonts-inter libfontconfig-dev libx11-6 libx11-xcb1 libxcursor1 libxi6 libxkbcommon-x11-0)

# display SIZE FILE: a virtual display of so many pixels, which is DISPLAY from now on. It is a job of this shell, to be
# ended by it; its number is kept in the file.
display() {
  Xvfb -displayfd 3 -screen 0 "${1}x24" -nolisten tcp 3>"$2" 2>/dev/null &
  for _ in $(seq 200); do [[ -s $2 ]] && break; sleep 0.05; done
  DISPLAY=:$(<"$2")
  export DISPLAY
}
