"""Is an SNS message really signed by the certificate it names?

In: the message as JSON on stdin. Out: exit status 0 and "verified", or 1 and why not.
Never here: anything the sender could decide beyond the certificate's address (the tests check that it is the endpoint's).
"""

import base64
import json
import sys
import urllib.request

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding

SIGNED = {
    "Notification": ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"],
    "SubscriptionConfirmation": ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"],
}
SIGNED["UnsubscribeConfirmation"] = SIGNED["SubscriptionConfirmation"]
HASHES = {"1": hashes.SHA1, "2": hashes.SHA256}

message = json.load(sys.stdin)
with urllib.request.urlopen(message["SigningCertURL"], timeout=20) as answer:
    certificate = x509.load_pem_x509_certificate(answer.read())
text = "".join(f"{name}\n{message[name]}\n" for name in SIGNED[message["Type"]] if name in message)
signature = base64.b64decode(message["Signature"], validate=True)
try:
    kind = HASHES[message["SignatureVersion"]]()
    certificate.public_key().verify(signature, text.encode(), padding.PKCS1v15(), kind)
except InvalidSignature:
    sys.exit("the signature does not fit the message")
print("verified")
