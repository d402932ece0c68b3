"""Reads the mail message on standard input by the rules (RFC 5322, MIME) and writes what it is as JSON.

With --utf8 it may hold other characters than those of ASCII (RFC 6532).
"""

import email
import email.policy
import json
import sys

# What every message has to have (RFC 5322, 3.6; RFC 2045, 4), and what every one of ours has.
REQUIRED = ["From", "To", "Date", "Message-ID", "MIME-Version"]

content = sys.stdin.buffer.read()
if "--utf8" in sys.argv:
    message = email.message_from_string(content.decode(), policy=email.policy.SMTPUTF8)
else:
    message = email.message_from_bytes(content, policy=email.policy.default)


def first(name):
    """The name and the address of the first whom a field names."""
    addresses = message[name].addresses if name in message else []
    return [addresses[0].display_name, addresses[0].addr_spec] if addresses else None


date = message["Date"].datetime if "Date" in message else None
told = {
    "fields": {name.lower(): str(value) for name, value in message.items()},
    "from": first("From"),
    "to": first("To"),
    "seconds": date and date.timestamp(),
    "body": message.get_content(),
    "type": message.get_content_type(),
    "defects": [f"no {name}" for name in REQUIRED if name not in message]
    + [str(defect) for defect in message.defects]
    + [str(defect) for value in message.values() for defect in value.defects],
}
# Bytes that are no text are shown as question marks.
sys.stdout.buffer.write(json.dumps(told, ensure_ascii=False).encode(errors="replace"))
