"""Asks the daemon on a unix socket which branch it is, three times on one connection, as gRPC for Python does it.

Arguments: the socket, and the name of the host where it is not left to the library. Writes the last answer as it came.
"""

import sys

import grpc

socket, *host = sys.argv[1:]
options = [("grpc.default_authority", name) for name in host]
with grpc.insecure_channel("unix:" + socket, options=options) as channel:
    call = channel.unary_unary(
        "/balie.v1.BranchService/GetBranch",
        request_serializer=lambda message: message,
        response_deserializer=lambda message: message,
    )
    for _ in range(3):
        # What is allowed in other headers stays as it is.
        answer = call(b"", timeout=30, wait_for_ready=True, metadata=[("x-note", "50%/2")])
sys.stdout.buffer.write(answer)
