"""Reads the mail message on standard input by the rules (RFC 5322, MIME) and writes what it is as JSON."""

import email
import email.policy
import json
import sys

content = sys.stdin.buffer.read()
if content.isascii():
    message = email.message_from_bytes(content, policy=email.policy.default)
else:
    # A message as RFC 6532 allows it.
    message = email.message_from_string(content.decode(), policy=email.policy.SMTPUTF8)
fields = {name.lower(): str(value) for name, value in message.items()}
sender, receiver = message["from"].addresses[0], message["to"].addresses[0]
json.dump(
    {
        "fields": fields,
        "from": [sender.display_name, sender.addr_spec],
        "to": receiver.addr_spec,
        "seconds": message["date"].datetime.timestamp(),
        "body": message.get_content(),
        "type": message.get_content_type(),
        "defects": [str(defect) for defect in message.defects]
        + [str(defect) for value in message.values() for defect in value.defects],
    },
    sys.stdout,
)
