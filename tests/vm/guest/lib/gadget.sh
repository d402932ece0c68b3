# USB devices made of nothing: gadgets of the kernel on the ports of dummy_hcd. Each port is a controller with one
# socket, so another port is another bus. What is plugged in is real to everything else in the guest.
#
#   gadget NAME VENDOR PRODUCT MAKER MODEL SERIAL    a device without functions
#   gadget_function NAME KIND.INSTANCE               adds one; prints its configfs directory
#   plug NAME [PORT]     unplug NAME     gadgets_gone
gadgets=/sys/kernel/config/usb_gadget
ports=6

usb_ready() {
  [[ -e /sys/class/udc/dummy_udc.0 ]] && return
  modprobe -a libcomposite usb_f_hid usb_f_acm usb_f_printer
  modprobe dummy_hcd num=$ports
  mountpoint -q /sys/kernel/config || mount -t configfs none /sys/kernel/config
}

gadget() {
  usb_ready
  local root=$gadgets/$1
  mkdir -p "$root/strings/0x409" "$root/configs/c.1"
  echo "$2" >"$root/idVendor"; echo "$3" >"$root/idProduct"
  echo "$4" >"$root/strings/0x409/manufacturer"
  echo "$5" >"$root/strings/0x409/product"
  echo "$6" >"$root/strings/0x409/serialnumber"
}

gadget_function() {
  local function=$gadgets/$1/functions/$2
  mkdir "$function"
  printf '%s\n' "$function"
}

# Functions are linked when their settings are final, just before the first plugging in.
gadget_link() {
  local function
  for function in "$gadgets/$1"/functions/*; do
    [[ -e $gadgets/$1/configs/c.1/${function##*/} ]] || ln -s "$function" "$gadgets/$1/configs/c.1/"
  done
}

plug() {
  gadget_link "$1"
  echo "dummy_udc.${2:-0}" >"$gadgets/$1/UDC"
  udevadm settle --timeout=30
}

unplug() { echo >"$gadgets/$1/UDC"; }

plugged() { [[ -n $(<"$gadgets/$1/UDC") ]]; }

# The device as the host side sees it, in /sys/bus/usb/devices; nothing when it is not there.
usb_of() {
  local udc; udc=$(<"$gadgets/$1/UDC")
  [[ $udc ]] || return 0
  echo /sys/devices/platform/dummy_hcd."${udc##*.}"/usb*/*-1
}

# The device file in /dev/bus/usb, which is what a program must be allowed to open.
node_of() { echo "/dev/$(sed -n 's/^DEVNAME=//p' "$(usb_of "$1")/uevent")"; }

gadget_gone() {
  local root=$gadgets/$1 entry
  [[ -d $root ]] || return 0
  plugged "$1" && unplug "$1"
  for entry in "$root"/configs/c.1/*.*; do [[ -L $entry ]] && rm "$entry"; done
  rmdir "$root"/functions/* "$root"/configs/c.1/strings/* "$root"/configs/c.1 "$root"/strings/* "$root" 2>/dev/null || true
  [[ ! -d $root ]]
}

gadgets_gone() {
  local root
  for root in "$gadgets"/*; do [[ -d $root ]] && gadget_gone "${root##*/}"; done
  return 0
}
