"""An S3 server for tests: moto keeps the objects; what stands before it checks every signature and the hash of every
body as a strict server does, and does harm on request.

    python server.py   prints its port; keys: hub / hub-secret, region: eu-test-1, bucket: files

POST /~harm takes a JSON list of harms. Each is met once by the next request that fits, in order:
    {"method": "PUT", "part": "uploads/", "does": "503" | "500" | "late" | "cut" | "skew" | "stale" | "short", "times": 1}
late: the server does it, and says nothing. cut: half of the answer. stale: a list without one of its objects. short: a
page of a list has ten.
GET /~asked gives the requests so far, [[method, path, query, headers], …].
"""

import hashlib
import json
import os
import re
import sys
import threading
import time
from datetime import datetime, timezone
from urllib.parse import quote, unquote

os.environ["S3_UPLOAD_PART_MIN_SIZE"] = "1"
from botocore.auth import S3SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.compat import HTTPHeaders
from botocore.credentials import Credentials
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from moto.s3.models import s3_backends
from werkzeug.serving import make_server

REGION, ACCESS, SECRET = "eu-test-1", "hub", "hub-secret"
SIGNED = re.compile(
    r"AWS4-HMAC-SHA256 Credential=([^/]+)/(\d+)/([^/]+)/s3/aws4_request, *SignedHeaders=([^,]+), *Signature=([0-9a-f]{64})$"
)


def refuse(status, code, message, more=""):
    body = f"<?xml version='1.0'?><Error><Code>{code}</Code><Message>{message}</Message>{more}</Error>"
    return status, [("Content-Type", "application/xml")], body.encode()


def header(environ, name):
    if name in ("content-length", "content-type"):
        return environ.get(name.upper().replace("-", "_"))
    return environ.get("HTTP_" + name.upper().replace("-", "_"))


def what_is_wrong(environ, body):
    signed = SIGNED.match(header(environ, "authorization") or "")
    if not signed:
        return refuse("403 Forbidden", "AccessDenied", "Not signed")
    access, _, region, names, signature = signed.groups()
    if access != ACCESS:
        return refuse("403 Forbidden", "InvalidAccessKeyId", "The key is not known")
    if region != REGION:
        return refuse("400 Bad Request", "AuthorizationHeaderMalformed", "Wrong region", f"<Region>{REGION}</Region>")
    stamp = header(environ, "x-amz-date") or ""
    sent = datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=timezone.utc)
    if abs((datetime.now(timezone.utc) - sent).total_seconds()) > 900:
        return refuse("403 Forbidden", "RequestTimeTooSkewed", "The clocks differ")
    claimed = header(environ, "x-amz-content-sha256") or ""
    if "x-amz-content-sha256" not in names.split(";") or not re.fullmatch("[0-9a-f]{64}", claimed):
        return refuse("400 Bad Request", "InvalidRequest", "x-amz-content-sha256 must be signed and be a hash")
    if environ["REQUEST_METHOD"] in ("PUT", "POST") and not environ.get("CONTENT_LENGTH"):
        return refuse("411 Length Required", "MissingContentLength", "Content-Length is missing")
    if header(environ, "content-encoding") or any(name.startswith("HTTP_X_AMZ_CHECKSUM") for name in environ):
        return refuse("501 Not Implemented", "NotImplemented", "A header is not known here")
    request = AWSRequest(method=environ["REQUEST_METHOD"], url=f"http://{environ['HTTP_HOST']}{environ['REQUEST_URI']}")
    headers = HTTPHeaders()
    for name in names.split(";"):
        headers[name] = header(environ, name)
    request.headers["X-Amz-Content-SHA256"] = claimed
    request.context["timestamp"] = stamp
    auth = S3SigV4Auth(Credentials(ACCESS, SECRET), "s3", REGION)
    auth.headers_to_sign = lambda _: headers
    auth.payload = lambda _: claimed
    if auth.signature(auth.string_to_sign(request, auth.canonical_request(request)), request) != signature:
        return refuse("403 Forbidden", "SignatureDoesNotMatch", "The signature is another one")
    if hashlib.sha256(body).hexdigest() != claimed:
        return refuse("400 Bad Request", "XAmzContentSHA256Mismatch", "The bytes have another hash")
    return None


class Strict:
    def __init__(self):
        self.moto = DomainDispatcherApplication(create_backend_app)
        self.harms, self.asked, self.joined, self.lock = [], [], set(), threading.Lock()

    def take_harm(self, method, path, query):
        with self.lock:
            for harm in self.harms:
                fits = harm.get("method", method) == method and harm.get("part", "") in path + "?" + query
                if fits and harm.get("times", 1) > 0:
                    harm["times"] = harm.get("times", 1) - 1
                    return harm["does"]
        return None

    def ask_moto(self, environ, body):
        from io import BytesIO

        said = {}

        def started(status, headers, exc_info=None):
            said["status"], said["headers"] = status, headers

        environ["wsgi.input"] = BytesIO(body)
        environ["HTTP_HOST"] = "s3.amazonaws.com"
        answer = b"".join(self.moto(environ, started))
        length = dict((k.lower(), v) for k, v in said["headers"]).get("content-length", "0")
        return said["status"], [(k, v) for k, v in said["headers"] if k.lower() != "content-length"], answer, length

    def __call__(self, environ, start):
        method, path, query = environ["REQUEST_METHOD"], unquote(environ["PATH_INFO"]), environ["QUERY_STRING"]
        environ["REQUEST_URI"] = quote(path, safe="/~") + ("?" + query if query else "")
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        if path == "/~harm":
            with self.lock:
                self.harms, self.asked = json.loads(body), []
            return self.say(start, "200 OK", [], b"")
        if path == "/~asked":
            with self.lock:
                return self.say(start, "200 OK", [], json.dumps(self.asked).encode())
        with self.lock:
            self.asked.append([method, path, query])
        harm = self.take_harm(method, path, query)
        if harm == "503":
            return self.say(start, *refuse("503 Slow Down", "SlowDown", "Please reduce your request rate"))
        if harm == "500":
            return self.say(start, *refuse("500 Internal Server Error", "InternalError", "Something broke"))
        if harm == "skew":
            return self.say(start, *refuse("403 Forbidden", "RequestTimeTooSkewed", "The clocks differ"))
        wrong = what_is_wrong(environ, body)
        if harm == "short":
            environ["QUERY_STRING"] = query + "&max-keys=10"
            environ["REQUEST_URI"] = path + "?" + environ["QUERY_STRING"]
        if not wrong and method == "POST" and query.startswith("uploadId="):  # moto joins parts twice; others do not
            with self.lock:
                wrong = refuse("404 Not Found", "NoSuchUpload", "It has ended") if query in self.joined else None
                self.joined.add(query)
        status, headers, answer, length = (*wrong, "0") if wrong else self.ask_moto(environ, body)
        if harm == "late":
            time.sleep(3)
        if harm == "stale":
            answer = re.sub(rb"<Contents>(?:(?!<Contents>).)*?</Contents>", b"", answer, count=1, flags=re.S)
        if harm == "cut":
            start(status, [*headers, ("Content-Length", str(len(answer) + 100))])
            return [answer[: len(answer) // 2]]
        if method == "HEAD":
            start(status, [*headers, ("Content-Length", length)])
            return []
        return self.say(start, status, headers, answer)

    @staticmethod
    def say(start, status, headers, answer):
        start(status, [*headers, ("Content-Length", str(len(answer)))])
        return [answer]


def main():
    s3_backends["123456789012"]["aws"].create_bucket("files", REGION)
    server = make_server("127.0.0.1", 0, Strict(), threaded=True)
    print(server.server_port, flush=True)
    threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
    server.serve_forever()


main()
