"""A real SMTP server for the journeys: prints every mail that it accepts as a line of JSON.

Usage: smtp_server.py [--tls FOLDER] [--implicit] [--user NAME --password WORD] [--busy N] [--refuse ADDRESS]
FOLDER holds cert.pem and key.pem. --busy answers the first N mails with 451.
"""
import argparse
import email
import email.policy
import json
import socket
import ssl
import sys

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

arguments = argparse.ArgumentParser()
arguments.add_argument("--tls")
arguments.add_argument("--implicit", action="store_true")
arguments.add_argument("--user")
arguments.add_argument("--password")
arguments.add_argument("--busy", type=int, default=0)
arguments.add_argument("--refuse")
wanted = arguments.parse_args()


class Inbox:
    left = wanted.busy

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address == wanted.refuse:
            return "550 5.1.1 There is nobody of that name here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        tell = {"tls": session.ssl is not None or wanted.implicit, "authenticated": session.authenticated}
        if Inbox.left > 0:
            Inbox.left -= 1
            print(json.dumps({"turned_away": True, **tell}), flush=True)
            return "451 4.3.0 Busy, try again later"
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        parts = {part.get_content_type(): part.get_content() for part in message.walk() if not part.is_multipart()}
        print(json.dumps({
            "from": envelope.mail_from, "to": envelope.rcpt_tos, "subject": message["subject"],
            "id": message["message-id"], "date": message["date"], "text": parts.get("text/plain"),
            "html": parts.get("text/html"), **tell,
        }), flush=True)
        return "250 OK"


def authenticate(server, session, envelope, mechanism, data):
    fits = data.login == wanted.user.encode() and data.password == wanted.password.encode()
    return AuthResult(success=fits)


options = {}
if wanted.tls:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(f"{wanted.tls}/cert.pem", f"{wanted.tls}/key.pem")
    options["ssl_context" if wanted.implicit else "tls_context"] = context
    if not wanted.implicit:
        options["require_starttls"] = True
if wanted.user:
    options.update(authenticator=authenticate, auth_required=True, auth_require_tls=not wanted.implicit)
controller = Controller(Inbox(), hostname="127.0.0.1", port=0, **options)


def real_port():
    return controller.server.sockets[0].getsockname()[1]


# The controller reaches itself once by the port that was asked for; with port 0 only the system knows it.
controller._trigger_server = lambda: socket.create_connection(("127.0.0.1", real_port())).close()
controller.start()
port = real_port()
print(json.dumps({"port": port}), flush=True)
sys.stdin.read()  # until whoever started it goes
controller.stop()
